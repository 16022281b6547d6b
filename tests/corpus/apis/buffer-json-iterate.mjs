const b = Buffer.from([5, 250, 0, 128]);
for (const x of b) console.log(x);
for (const [i, x] of b.entries()) console.log(i, x);
console.log(
  JSON.stringify({ b }),
  Buffer.from(JSON.parse(JSON.stringify(b))).equals(b),
  [...b.values()],
  b.readUInt8(1),
  b.subarray(1).readInt8(0),
  b.toString("hex").match(/../g),
  Object.entries(b).length,
  b.slice().buffer === b.buffer,
  Uint8Array.from(b),
  new Set(b).size,
  Math.max(...b),
  b.findIndex((x) => x === 128),
  b.sort(),
  b.toSorted ? "has" : "no",
);
