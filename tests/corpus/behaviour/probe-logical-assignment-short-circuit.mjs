const seen = [];
const o = { get a() { seen.push("get"); return 1; }, set a(v) { seen.push("set"); } };
o.a ??= seen.push("never");
o.a &&= 2;
let x = null;
x ??= "v";
console.log(seen.join(), x);
