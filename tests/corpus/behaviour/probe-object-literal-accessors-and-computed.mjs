const seen = [];
const k = (x) => { seen.push(x); return x; };
const o = { [k("a")]: k("A"), get [k("b")]() { return "B"; }, [k("c")]() { return "C"; }, ...k({ d: "D" }), e: k("E") };
console.log([o.a, o.b, o.c(), o.d, o.e].join(), seen.filter((x) => typeof x === "string").join());
