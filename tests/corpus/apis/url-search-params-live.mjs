const u = new URL("http://h/p?a=1");
const p = u.searchParams;
console.log(p === u.searchParams); p.append("b", "2 3"); console.log(u.href); u.search = "?c=4"; console.log(`${p}`, [...p]); p.delete("c"); console.log(u.href, u.search === ""); u.href = "http://x/?z=1"; console.log(p.get("z")); p.set("q", "#&"); console.log(u.href); p.sort(); console.log(u.href);
console.log(p[Symbol.iterator] === p.entries, Object.prototype.toString.call(p), Object.prototype.toString.call(u), p.entries().next(), p.keys()[Symbol.toStringTag]);
