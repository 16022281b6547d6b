const f = () => later;
try { f(); } catch (error) { console.log(error.name); }
let later = "now";
console.log(f());
