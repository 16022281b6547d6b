console.log((function () { return this; })() === undefined, typeof this);
try {
  undeclared = 1;
} catch (e) {
  console.log(e.name);
}
console.log(typeof globalThis.top, Object.hasOwn(globalThis, "own"));
var own = 1;
console.log(Object.hasOwn(globalThis, "own"), typeof arguments, own);
