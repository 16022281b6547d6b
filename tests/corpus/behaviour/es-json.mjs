console.log(JSON.stringify({ u: undefined, f() {}, s: Symbol(), n: null, d: new Date(0), nan: NaN, nested: [undefined, () => {}], o: Object("s") }));
console.log(JSON.stringify({ a: [1, { b: 2 }], c: {} }, null, 2), JSON.stringify({ a: 1, b: 2, c: { a: 3 } }, ["a", "c"]), JSON.stringify("\u2028\ud800\"\n"));
console.log(JSON.parse('{"a":[1,2,{"b":3}]}', function (k, v) { return typeof v === "number" ? v * 2 : v; }).a[2].b, JSON.stringify(JSON.parse('{"__proto__":1}')), JSON.stringify({ toJSON(k) { return "key:" + k; } }));
