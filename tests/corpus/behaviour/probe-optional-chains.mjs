const o = { a: { b: () => ({ c: 1 }) }, n: null };
let n = 0;
console.log([o?.a?.b?.().c, o.x?.y.z[n++], o.n?.(n++), delete o?.a?.zz, n].join());
