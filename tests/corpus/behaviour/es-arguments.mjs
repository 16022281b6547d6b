function f(a, b = 2) { arguments[0] = "changed"; return [a, b, arguments.length, f.length].join(); }
const arrow = function () { return (() => arguments[1])("x", "y"); };
console.log(f(1), f(1, undefined, 3), arrow("p", "q"), (function () { return [...arguments].join("-"); })(1, 2), ((...a) => a.length)());
