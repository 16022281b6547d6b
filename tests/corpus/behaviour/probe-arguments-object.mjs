function f() { arguments[0] = "changed"; return [arguments.length, [...arguments].join("+"), typeof arguments].join(); }
console.log(f("a", "b"));
function strict(a) { arguments[0] = "x"; return a; }
console.log(strict("kept"));
