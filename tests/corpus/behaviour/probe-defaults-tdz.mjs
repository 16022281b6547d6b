function f(a = b, b = 1) { return a; }
try { f(); } catch (error) { console.log(error.name); }
console.log(String(f(2)));
