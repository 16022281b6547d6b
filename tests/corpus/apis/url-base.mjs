const bases = ["https://a.b/c/d?e#f", "file:///x/y", "data:x,y"];
for (const base of bases) for (const it of ["", "g", "./g", "../g", "/g", "//h/i", "?q", "#z", "g?y/./x", "http:g", "mailto:x@y", "..\\g", "g:h"]) {
  try { console.log(base, it, new URL(it, base).href); } catch (e) { console.log(base, it, e.code, e.base); }
}
console.log(URL.canParse("x"), URL.canParse("x", "http://y"), URL.canParse("http://y"), new URL(new URL("http://a/b")).href, new URL("c", new URL("http://a/b")).href);
try { URL("x"); } catch (e) { console.log(e.name); }
try { new URL(); } catch (e) { console.log(e.code, e.message); }
