import { createCipheriv, createDecipheriv } from "node:crypto";
const key = Buffer.alloc(32, 1),
  iv = Buffer.alloc(16, 2),
  data = Buffer.from(Array.from({ length: 100 }, (_, i) => i));
for (const name of ["aes-256-cbc", "aes-256-ctr"])
  for (const size of [1, 15, 16, 17, 33]) {
    const c = createCipheriv(name, key, iv),
      parts = [];
    for (let i = 0; i < data.length; i += size) parts.push(c.update(data.subarray(i, i + size)));
    parts.push(c.final());
    const out = Buffer.concat(parts),
      d = createDecipheriv(name, key, iv),
      back = [];
    const lengths = parts.map((p) => p.length).join();
    for (let i = 0; i < out.length; i += size) back.push(d.update(out.subarray(i, i + size)));
    const backLengths = back.map((p) => p.length).join();
    console.log(name, size, lengths, backLengths, Buffer.concat([...back, d.final()]).equals(data));
  }
