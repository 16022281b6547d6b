// A direct `eval` has its own scope in strict code.
eval("var a = 1; function b() { return a; } let c = 2; globalThis.fromEval = [a, b(), c].join();");
console.log(typeof a, typeof b, globalThis.fromEval);
