const seen = [];
try { throw (seen.push("a"), seen.push("b"), new Error("c")); } catch (error) { seen.push(error.message); }
console.log(seen.join());
