const hex = (b) => Buffer.from(b).toString("hex");
for (const name of ["SHA-1", "sha-256", { name: "SHA-384" }, "SHA-512"])
  console.log(hex(await crypto.subtle.digest(name, new TextEncoder().encode("abc"))));
const v = new Uint8Array([1, 2, 3, 4]);
console.log(
  hex(await crypto.subtle.digest("SHA-1", v.subarray(1, 3))),
  hex(await crypto.subtle.digest("SHA-1", v.buffer)),
  hex(await crypto.subtle.digest("SHA-1", new DataView(v.buffer, 2))),
);
for (const a of [
  ["nope", v],
  ["SHA-1"],
  ["SHA-1", "text"],
  ["SHA-1", null],
  [5, v],
  [{}, v],
  ["MD5", v],
  ["HMAC", v],
])
  await crypto.subtle.digest(...a).catch((e) => console.log(e.name, e.code, e.message));
const p = crypto.subtle.digest("SHA-1", v);
v.fill(0);
console.log(hex(await p));
