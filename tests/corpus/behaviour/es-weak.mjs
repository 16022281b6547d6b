const o = { n: 1 };
const ref = new WeakRef(o), wm = new WeakMap([[o, "v"]]), ws = new WeakSet([o]);
console.log(ref.deref() === o, wm.get(o), wm.has({}), ws.has(o), wm.delete(o), wm.has(o), typeof FinalizationRegistry);
