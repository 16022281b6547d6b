// Marks of byte order in bodies, memory that was handed on, blobs by addresses with fragments, receivers.
const tried = async (name, work) => {
  try {
    console.log(name, "=>", await work());
  } catch (error) {
    console.log(name, "!!", error.name, error.code, error.message);
  }
};
const BOM = [0xef, 0xbb, 0xbf];
const form = (bytes) => new Response(Uint8Array.from(bytes), { headers: { "content-type": "application/x-www-form-urlencoded" } });
await tried("form", async () => JSON.stringify([...(await form([...BOM, 0x74, 0x3d, ...BOM]).formData())]));
await tried("text", async () => JSON.stringify(await form([...BOM, 0x74]).text()));
await tried("JSON", async () => form([...BOM, 0x31]).json());
for (const make of [() => new ArrayBuffer(4), () => new Uint8Array(4), () => new DataView(new ArrayBuffer(4))])
  await tried("handed on", () => {
    const given = make();
    structuredClone(given, { transfer: [given.buffer ?? given] });
    return JSON.stringify(new TextDecoder().decode(given));
  });
for (const given of [null, "text", 1, {}, [1]]) await tried("decode", () => new TextDecoder().decode(given));
await tried("decode", () => new TextDecoder().decode(new Uint8Array(new SharedArrayBuffer(2))).length);
await tried("receiver", () => TextDecoder.prototype.decode.call({}, new Uint8Array(1)));
await tried("receiver", () => TextEncoder.prototype.encode.call({}));
const address = URL.createObjectURL(new Blob(["content"], { type: "text/x" }));
await tried("fragment", async () => {
  const response = await fetch(`${address}#part`);
  return `${response.headers.get("content-type")} ${await response.text()}`;
});
URL.revokeObjectURL(address);
await tried("revoked", () => fetch(address));
const { subtle } = crypto;
const parameters = Object.create({ name: "HMAC", hash: "SHA-256" });
await tried("inherited", async () => JSON.stringify((await subtle.importKey("raw", new Uint8Array(4), parameters, true, ["sign"])).algorithm));
for (const name of ["Ed25519", "X25519"]) {
  const usages = name === "X25519" ? ["deriveBits"] : ["sign", "verify"];
  const make = async () => subtle.exportKey("jwk", (await subtle.generateKey(name, true, usages)).privateKey);
  const [one, other] = [await make(), await make()];
  for (const [what, jwk] of [["whole", one], ["without x", { ...one, x: undefined }], ["another x", { ...one, x: other.x }]])
    await tried(`${name} ${what}`, () =>
      subtle.importKey("jwk", jwk, name, true, usages.slice(0, 1)).then((key) => key.type, (error) => error.name));
}
