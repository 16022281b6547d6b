const seen = [];
const o = { get a() { seen.push("get"); return 1; }, set a(v) { seen.push(`set ${v}`); } };
o.a += 1;
o.a++;
o.a ??= 5;
o.a ||= 6;
console.log(seen.join());
