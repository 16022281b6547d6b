// What a function says of itself can be evaluated elsewhere.
const again = (f) => (0, eval)(`(${f})`);
console.log(again((x) => x * 2)(21));
console.log(again(function (a, b = 2) { for (const x of [a]) { if (x) return x + b; } return b; })(1));
try { again(() => { throw "thrown"; })(); } catch (error) { console.log(error); }
again(() => new Promise((resolve) => resolve("kept")))().then(console.log);
const id = (x) => x;
globalThis.id = id;
console.log(again(() => id(id(id(7))))());
console.log(new (again(class A { #p = 1; static { this.q = 2; } get p() { return this.#p + A.q; } }))().p);
console.log(`${{ m() { return 1; } }.m}`.includes("$"), String(async () => { for await (const x of []) { x; } }).includes("$"));
const { toString } = Function.prototype;
console.log(toString.name, toString.length, `${toString}`.includes("[native code]"), "prototype" in toString);
console.log(`${Math.max}`.replace(/\s+/g, " "));
try { toString.call({}); } catch (error) { console.log(error.name); }
console.log(Object.getOwnPropertyDescriptor(Function.prototype, "toString").enumerable);
