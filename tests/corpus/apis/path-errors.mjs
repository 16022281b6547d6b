import path from "node:path";
for (const value of [undefined, null, 1, true, {}, [], Symbol("x"), () => {}, 1n, function named() {}, new (class A {})()]) {
  for (const call of [() => path.join("a", value), () => path.basename(value), () => path.dirname(value), () => path.resolve(value), () => path.parse(value), () => path.relative("a", value), () => path.basename("a", value)]) {
    try { console.log(call()); } catch (e) { console.log(e.name, e.code, e.message); }
  }
}
try { path.format("x"); } catch (e) { console.log(e.message); }
try { path.format(null); } catch (e) { console.log(e.message); }
