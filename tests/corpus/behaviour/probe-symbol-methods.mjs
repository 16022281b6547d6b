class A { [Symbol.toPrimitive](hint) { return hint === "number" ? 7 : hint; } get [Symbol.toStringTag]() { return "Tag"; } }
const a = new A();
console.log(`${a}`, +a, a + "", Object.prototype.toString.call(a));
