const a = () => {}, { b = () => {} } = {}, [c = () => {}] = [];
let d; d = () => {};
const o = { e: () => {}, ["f" + 1]: () => {} };
console.log([a.name, b.name, c.name, d.name, o.e.name, o.f1.name, (() => {}).name].join());
