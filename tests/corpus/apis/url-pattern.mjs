// Patterns of addresses: parts, groups, bases, what is no pattern. Node 20 has none: see the .out beside it.
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code);
  }
};
const groups = (pattern, input, base) => {
  const found = pattern.exec(input, base);
  return found && JSON.stringify([found.hostname.groups, found.pathname.groups, found.search.groups]);
};
const books = new URLPattern({ pathname: "/books/:id(\\d+)" });
show(() => [books.test("https://example.com/books/12"), books.test("https://example.com/books/a"), books.hasRegExpGroups]);
show(() => groups(books, "https://example.com/books/12?x#y"));
show(() => books.exec("https://u:p@example.com:81/books/12?x#y"));
show(() => [books.protocol, books.hostname, books.pathname, books.search]);
show(() => books.test("not an address"));
show(() => books.exec({ pathname: "/books/7" }).pathname);
show(() => books.exec("books/3", "https://example.com/").inputs);

const files = new URLPattern("https://*.example.com/:folder/*?x=:y");
show(() => groups(files, "https://www.example.com/a/b/c.txt?x=1"));
show(() => groups(files, "http://www.example.com/a/b?x=1"));
show(() => [files.protocol, files.hostname, files.port, files.pathname, files.search, files.hash]);

const cases = [
  ["/a/:b?", "/a"], ["/a/:b?", "/a/x"], ["/a/:b+", "/a/x/y"], ["/a/:b*", "/a"], ["/{old}?/x", "//x"], ["/*", "/any/thing"],
  ["/*.png", "/a/b.png"], ["/:name.:ext", "/file.tar.gz"], ["/(a|b)", "/b"], ["/caf%C3%A9", "/café"], ["/a\\:b", "/a:b"],
  ["/{a-}b{-c}?", "/a-b"], ["/:a-:b", "/1-2-3"], ["/x/", "/x"],
];
for (const [pattern, path] of cases) {
  show(() => `${pattern} ${path} ${groups(new URLPattern({ pathname: pattern }), { pathname: path })}`);
}
show(() => new URLPattern({ pathname: "/Case" }).test({ pathname: "/case" }));
show(() => new URLPattern({ pathname: "/Case" }, { ignoreCase: true }).test({ pathname: "/case" }));
show(() => new URLPattern("/relative/:x", "https://example.com/base").pathname);
show(() => new URLPattern({ hostname: "{*.}?example.com" }).test("https://example.com/"));
show(() => new URLPattern({ protocol: "http{s}?" }).test("https://x/"));
show(() => new URLPattern({ port: "80", protocol: "http" }).port);
show(() => new URLPattern().test("https://anything.example/at?all#yes"));
show(() => new URLPattern({ search: "q=:q" }).exec("https://x/?q=1").search.groups.q);

show(() => new URLPattern("/relative"));
show(() => new URLPattern({ pathname: "/((" }));
show(() => new URLPattern({ pathname: "/:a/:a" }));
show(() => new URLPattern({}, "https://example.com"));
show(() => books.test({ pathname: "/x" }, "https://example.com"));
console.log(Object.prototype.toString.call(books), URLPattern.length, Object.keys(URLPattern.prototype).sort().join());
console.log(new URLPattern({ pathname: "/x" }));
