let n = 1;
function f() { try { return n; } finally { n = 2; } }
console.log(`${f()} ${n}`);
