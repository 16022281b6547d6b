const set = (part, values, from = "https://u:p@h.com:81/p?q=1#f") => {
  for (const v of values) {
    const u = new URL(from);
    u[part] = v;
    console.log(part, JSON.stringify(v), u.href);
  }
};
set("protocol", ["http", "http:", "foo", "ftp:", "1x", ""]);
set("username", ["", "a b", "ü"]);
set("password", ["", "x:y"]);
set("host", ["x.y", "x.y:9", "", "a b", "x:99999"]);
set("hostname", ["z", "z:1", "[::1]", ""]);
set("port", ["", "443", "80", "x", "8x", "70000", 5]);
set("pathname", ["", "a/b", "/x y", "?", "#", "/../.."]);
set("search", ["", "a=b", "?c", "a b#d"]);
set("hash", ["", "x", "#y z"]);
const u = new URL("http://a");
try {
  u.href = "bad";
} catch (e) {
  console.log(e.code);
}
u.href = "http://b/c";
console.log(u.href, u.toJSON(), `${u}`, JSON.stringify({ u }));
try {
  u.origin = "x";
} catch (e) {
  console.log(e.name);
}
