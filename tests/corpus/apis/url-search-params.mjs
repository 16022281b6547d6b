const p = new URLSearchParams("?a=1&b=2&a=3&c&d=&=e&f=%20+x&%zz=1");
console.log([...p], p.toString(), p.size, p.get("a"), p.getAll("a"), p.get("nope"), p.has("c"), p.has("a", "3"), p.has("a", "9"));
p.append("a", "ü&="); p.set("a", "only"); p.delete("b"); console.log(`${p}`); p.sort(); console.log(`${p}`, [...p.keys()], [...p.values()]);
console.log(`${new URLSearchParams({ x: 1, y: [1, 2] })}`, `${new URLSearchParams([["a", "b"], ["c", 5]])}`, `${new URLSearchParams(new Map([["k", "v"]]))}`, `${new URLSearchParams(p)}` === `${p}`, `${new URLSearchParams("a b+c%2B")}`, `${new URLSearchParams(undefined)}`, `${new URLSearchParams(null)}`);
p.forEach(function (v, k, o) { console.log(k, v, o === p, this.t); }, { t: 1 });
for (const bad of [[["a"]], [["a", "b", "c"]], [1], [[1, 2], 3]]) try { new URLSearchParams(bad); } catch (e) { console.log(e.code, e.message); }
for (const f of [() => p.get(), () => p.append("x"), () => p.forEach(1), () => p.set("a")]) try { f(); } catch (e) { console.log(e.code, e.message); }
console.log(`${new URLSearchParams("~!*()'-._ \u00e9😀\ud800")}`);
const q = new URLSearchParams("a=1&a=2&b=3"); q.delete("a", "2"); console.log(`${q}`);
