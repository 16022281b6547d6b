let n = 0;
function f() { return n++, n++, n; }
console.log(String(f()));
