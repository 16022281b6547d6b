import { createCipheriv, createDecipheriv, getCipherInfo } from "node:crypto";
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => createCipheriv("nope", "k", "i"));
t(() => createCipheriv(5, "k", "i"));
t(() => createCipheriv("aes-128-cbc", 5, Buffer.alloc(16)));
t(() => createCipheriv("aes-128-cbc", Buffer.alloc(15), Buffer.alloc(16)));
t(() => createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(15)));
t(() => createCipheriv("aes-128-cbc", Buffer.alloc(16), null));
t(() => createCipheriv("aes-128-cbc", Buffer.alloc(16), 5));
t(() => createDecipheriv("aes-256-ctr", Buffer.alloc(32), Buffer.alloc(8)));
t(() => createCipheriv("aes-128-cbc", Buffer.alloc(16), Buffer.alloc(16)).update(5));
for (const n of ["aes-128-cbc", "aes-192-ctr", "aes-256-gcm", "AES-128-ECB", "aes256", "nope", 419])
  console.log(n, getCipherInfo(n));
console.log(
  getCipherInfo("aes-128-cbc", { keyLength: 5 }),
  getCipherInfo("aes-128-cbc", { ivLength: 5 }),
  getCipherInfo("aes-128-gcm", { ivLength: 16 }),
);
