const seen = [];
const v = (x) => { seen.push(x); return x; };
v(1) + v(2) * v(3);
({ [v("k")]: 0 })[v("k")] = v("value");
[v("a"), v("b")][v(0)] += v("c");
v("f", v("arg"));
console.log(seen.join());
