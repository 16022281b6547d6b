import qs, { parse, stringify, escape, unescape } from "node:querystring";
for (const it of ["a=1&b=2", "a=1&a=2&a=3", "a", "a=", "=b", "", "&&", "a=%20+b", "a=%zz", "%E4%BD%A0=%E5%A5%BD", "a=b=c", "x[]=1&x[]=2", "a%3Db=c", "__proto__=1", "a=%FF"]) console.log(it, JSON.stringify(parse(it)));
console.log(parse("a:1;b:2", ";", ":"), parse("a=1&b=2&c=3", null, null, { maxKeys: 2 }), parse("a=1", "&", "=", { decodeURIComponent: (x) => `<${x}>` }), Object.getPrototypeOf(parse("a")));
for (const it of [{ a: 1, b: "x y" }, { a: [1, 2], b: [] }, { a: null, b: undefined, c: true, d: NaN, e: 5n, f: {} }, { "ü&": "=" }, {}, "x", null]) console.log(JSON.stringify(stringify(it)));
console.log(stringify({ a: 1, b: 2 }, ";", ":"), stringify({ a: "x" }, null, null, { encodeURIComponent: (x) => x.toUpperCase() }), escape("a b!'()*~ü😀"), unescape("%41%zz"), qs.encode === qs.stringify, qs.decode === qs.parse, String(qs.unescapeBuffer("a%20b%zz")));
try { escape("\ud800"); } catch (e) { console.log(e.name, e.code, e.message); }
