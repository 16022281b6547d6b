const b = Buffer.from("abcdefgh");
const s = b.subarray(2, 5);
s[0] = 65;
console.log(
  b.toString(),
  s,
  b.slice(-3).toString(),
  b.slice(2, -2).toString(),
  b.slice(5, 2).length,
  b.slice("1", "3").toString(),
  s.parent === b.buffer,
  s.buffer === b.buffer,
);
const t = Buffer.alloc(6, ".");
console.log(
  b.copy(t, 1, 2, 4),
  t.toString(),
  b.copy(t, 4),
  t.toString(),
  b.copy(t, 10),
  b.copy(b, 2, 0, 4),
  b.toString(),
);
for (const f of [() => b.copy(t, -1), () => b.copy(t, 0, 99), () => b.copy("x")])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.code, e.message);
  }
const f = Buffer.alloc(6);
console.log(
  f.fill("ab").toString(),
  f.fill(0).toString("hex"),
  f.fill("é").toString("hex"),
  f.fill(97, 1, 3).toString("hex"),
  f.fill("6162", "hex").toString(),
  f.fill(Buffer.from("xy"), 1).toString(),
  f.fill("").toString("hex"),
  f.fill(258).toString("hex"),
  f.fill(true).toString("hex"),
);
for (const g of [() => f.fill("a", 7), () => f.fill("zz", "hex"), () => f.fill("a", 0, 1, "nope")])
  try {
    console.log(g());
  } catch (e) {
    console.log(e.code, e.message);
  }
console.log(
  Buffer.concat([Buffer.from("a"), Buffer.from("bc")]),
  Buffer.concat([Buffer.from("abc")], 2),
  Buffer.concat([Buffer.from("a")], 3),
  Buffer.concat([]),
  Buffer.from([1, 2, 3, 4]).swap16(),
  Buffer.from([1, 2, 3, 4]).swap32(),
  Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64(),
);
for (const g of [() => Buffer.concat("x"), () => Buffer.concat([1]), () => Buffer.from([1]).swap16()])
  try {
    console.log(g());
  } catch (e) {
    console.log(e.code, e.message);
  }
