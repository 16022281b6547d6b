for (const it of [
  "https://user:pa%20ss@example.com:8080/a/b/../c?x=1&y=2#frag",
  "http://EXAMPLE.com:80",
  "file:///etc/passwd",
  "data:text/plain,hi",
  "mailto:a@b.c",
  "https://例え.jp/パス?q=あ#ハ",
  "http://1.2.3",
  "http://[::1]:3000/",
  "http://a b/",
  "javascript:alert(1)",
  "http://x/%zz",
  "http://x/a b",
  "https://h/?a b",
  "ws://h",
  "blob:https://a.b/uuid",
  "http://h:65536",
  "http://",
  "//x",
  "",
  "http:x",
  "https://a.b./",
  "http://0x7f.1/",
  "http://h/\\x",
  "foo://bar/baz",
]) {
  try {
    const u = new URL(it);
    console.log(
      JSON.stringify([
        u.href,
        u.origin,
        u.protocol,
        u.username,
        u.password,
        u.host,
        u.hostname,
        u.port,
        u.pathname,
        u.search,
        u.hash,
      ]),
    );
  } catch (e) {
    console.log(it, e.name, e.code, e.message, e.input);
  }
}
