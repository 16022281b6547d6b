(0, eval)("var fromGlobal = 5");
console.log(String(globalThis.fromGlobal));
