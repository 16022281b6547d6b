import { randomBytes, randomFillSync, randomFill, randomInt, randomUUID } from "node:crypto";
console.log(
  randomBytes(0).length,
  randomBytes(17).length,
  Buffer.isBuffer(randomBytes(3)),
  randomBytes(16).equals(randomBytes(16)),
);
const b = Buffer.alloc(10);
console.log(randomFillSync(b, 4) === b, b.subarray(0, 4), randomFillSync(new Uint16Array(4), 1, 2).length);
const seen = new Set();
for (let i = 0; i < 200; i++) seen.add(randomInt(3));
console.log([...seen].sort());
const range = new Set();
for (let i = 0; i < 300; i++) range.add(randomInt(-1, 2));
console.log([...range].sort((a, b) => a - b));
console.log(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()),
  randomUUID() === randomUUID(),
);
randomBytes(5, (e, x) => {
  console.log("bytes", e, x.length);
  randomFill(new Uint8Array(4), (e, x) => {
    console.log("fill", e, x.length);
    randomInt(10, (e, n) => console.log("int", e, n >= 0 && n < 10));
  });
});
