const seen = [];
const p = new Proxy({}, { get(t, k) { seen.push(`get ${String(k)}`); return 1; }, has() { seen.push("has"); return true; }, deleteProperty() { seen.push("delete"); return true; }, set() { seen.push("set"); return true; } });
p.a; "b" in p; delete p.c; p.d = 1; p.e++;
console.log(seen.join());
