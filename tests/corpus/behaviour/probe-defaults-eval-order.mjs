const seen = [];
const n = (x) => { seen.push(x); return x; };
function f(a = n("a"), b = n("b"), [c = n("c")] = [], { d = n("d") } = {}) { n("body"); }
f(undefined, 0);
console.log(seen.join());
