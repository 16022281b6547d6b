console.log(typeof f, typeof v, f());
var v = 1;
function f() { return g(); function g() { return "hoisted"; } }
{ function inner() { return 1; } }
console.log(typeof inner);
try { typeof t; let t; } catch (e) { console.log(e.name); }
console.log(typeof neverDeclared);
