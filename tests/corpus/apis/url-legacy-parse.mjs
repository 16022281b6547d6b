import url from "node:url";
for (const it of ["http://user:pass@host.com:8080/p/a/t/h?query=string#hash", "/path?x=1", "//host/path", "mailto:a@b.c", "http://x", "HTTP://Ex.COM/Path", "a/b", "", "?q", "#h", "http://h?x#y", "file:///etc", "javascript:alert(1)", "http://a.b/c d", "x:1/2", "http://h:80", "https://[::1]:3/x", "http://h/a'b\"c", "  http://trim.me  "]) {
  const u = url.parse(it); console.log(it, JSON.stringify(u));
}
console.log(url.parse("/a?b=1&b=2", true).query, url.parse("//h/p", false, true).host);
try { url.parse(5); } catch (e) { console.log(e.code); }
for (const [a, b] of [["/one/two/three", "four"], ["http://e.com/", "/one"], ["http://e.com/one", "/two"], ["http://a/b/c/d;p?q", "../g"], ["http://a/b/c/d", "//h/x"], ["http://a/b", "?y"], ["http://a/b", "#s"], ["http://a/b", "https://c/d"], ["a/b", "../../c"], ["/a/b/", "."], ["http://a/b/c", "./"], ["http://a", "b"]]) console.log(a, b, url.resolve(a, b));
console.log(url.format({ protocol: "http", host: "h.com", pathname: "/x", query: { a: 1, b: [2, 3] }, hash: "q" }), url.format({ hostname: "h", port: 8, pathname: "p?q#r", slashes: true }), url.format({ protocol: "mailto", pathname: "a@b" }), url.format("http://x/y z"));
