const qs = require("qs");
console.log(qs.parse("a[b][c]=1&d[]=2&d[]=3&e=%20x"), qs.stringify({ a: { b: [1, 2] }, c: "x y" }), qs.stringify({ a: [1, 2] }, { arrayFormat: "brackets", encode: false }));
