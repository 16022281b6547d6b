const b = Buffer.from("hello hello wörld");
console.log(
  b.indexOf("hello"),
  b.indexOf("hello", 1),
  b.indexOf("x"),
  b.indexOf(111),
  b.indexOf(Buffer.from("ö")),
  b.indexOf("lo", -5),
  b.indexOf("hello", -100),
  b.lastIndexOf("hello"),
  b.lastIndexOf("hello", 5),
  b.lastIndexOf("l", -8),
  b.includes("wör"),
  b.includes("zzz"),
  b.indexOf(""),
  b.indexOf("", 3),
  b.lastIndexOf("h", undefined),
  b.indexOf("6c6c", "hex"),
  b.indexOf("l", NaN),
  b.indexOf(256 + 104),
);
try {
  b.indexOf({});
} catch (e) {
  console.log(e.code, e.message);
}
console.log(
  Buffer.compare(Buffer.from("a"), Buffer.from("b")),
  Buffer.compare(Buffer.from("b"), Buffer.from("a")),
  Buffer.compare(Buffer.from("a"), Buffer.from("a")),
  Buffer.compare(Buffer.from("a"), Buffer.from("ab")),
  Buffer.from("abc").equals(Buffer.from("abc")),
  Buffer.from("abc").equals(new Uint8Array([97, 98, 99])),
  Buffer.from("abcd").compare(Buffer.from("xbcx"), 1, 3, 1, 3),
  [Buffer.from("c"), Buffer.from("a"), Buffer.from("b")].sort(Buffer.compare).join(),
);
for (const f of [
  () => Buffer.compare("a", Buffer.alloc(1)),
  () => b.equals("x"),
  () => b.compare(b, 99, 100),
  () => b.compare(b, -1),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.code, e.message);
  }
