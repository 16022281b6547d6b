const b = Buffer.alloc(10);
console.log(
  b.write("héllo"),
  b,
  b.write("xyz", 8),
  b,
  b.write("abc", 1, 2),
  b,
  b.write("ff00", 0, "hex"),
  b,
  b.write("€€", 7),
  b,
  b.write("ab", 0, 10, "utf16le"),
  b,
  b.write("", 3),
  b.write("aGk=", 2, "base64"),
  b,
  b.write("é", 0, "latin1"),
  b.latin1Write("é", 1),
  b,
);
for (const f of [
  () => b.write(5),
  () => b.write("a", 11),
  () => b.write("a", -1),
  () => b.write("a", 0, 1, "zz"),
  () => b.write("a", 0, 20),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.code, e.message);
  }
