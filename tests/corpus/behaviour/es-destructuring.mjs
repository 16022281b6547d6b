const log = [];
const d = (v) => (log.push(v), v);
const { a = d("a"), b: { c = d("c"), ...others } = { x: 1 }, [`k${1}`]: k = d("k"), ...rest } = { a: undefined, k1: null, r: 1, s: 2 };
console.log(a, c, k, JSON.stringify(others), JSON.stringify(rest), log.join());
const [x, , y = "y", [z] = "zed", ...tail] = [1, 2, undefined, undefined, 5, 6];
console.log(x, y, z, tail.join());
let p = 1, q = 2;
[p, q] = [q, p];
const box = {};
({ p: box.p, q: box["q"], length: box.n = 9 } = { p, q });
console.log(p, q, JSON.stringify(box));
function f({ m = 1, n = m + 1 } = {}, [s, t = s] = ["s"]) { return [m, n, s, t].join(); }
console.log(f(), f({ m: 5 }), f({ n: 0 }, "ab"), f.length);
