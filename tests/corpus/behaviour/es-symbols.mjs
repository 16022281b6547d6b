const s = Symbol("desc");
console.log(s.toString(), s.description, Symbol.for("k") === Symbol.for("k"), Symbol.keyFor(Symbol.for("k")), typeof s);
class Temp {
  static [Symbol.hasInstance](x) { return x === 1; }
  get [Symbol.toStringTag]() { return "Temp"; }
  [Symbol.toPrimitive](hint) { return hint; }
  get [Symbol.isConcatSpreadable]() { return true; }
  length = 1;
  0 = "spread";
}
const t = new Temp();
console.log(1 instanceof Temp, String(Object.prototype.toString.call(t)), `${t}`, t + "", isNaN(+t), [].concat(t).join());
console.log("a-b".split({ [Symbol.split]: (x) => x.length }), "x".replace({ [Symbol.replace]: (a, b) => a + b }, "y"));
