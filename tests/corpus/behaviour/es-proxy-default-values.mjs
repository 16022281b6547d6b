const counts = new Proxy({}, { get: (t, k) => (k in t ? t[k] : 0) });
for (const c of "hello") counts[c]++;
console.log(JSON.stringify(counts));
const neg = new Proxy([1, 2, 3], { get: (t, k, r) => Reflect.get(t, typeof k === "string" && /^-\d+$/.test(k) ? String(t.length + Number(k)) : k, r) });
console.log(neg[-1], neg.length, neg.map((x) => x * 2).join(), Array.isArray(neg));
