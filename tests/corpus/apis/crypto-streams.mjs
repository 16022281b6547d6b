// Hashes, codes, ciphers and signatures as streams: written to, piped, read, used after their end.
import crypto from "node:crypto";
import { PassThrough, Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text, buffer } from "node:stream/consumers";

const log = console.log;
const hash = crypto.createHash("sha1");
log(hash instanceof Transform, hash instanceof Readable, typeof hash.pipe, typeof hash.on, hash.writable, hash.readable);
hash.setEncoding("hex");
hash.on("readable", () => {
  const chunk = hash.read();
  if (chunk !== null) log("readable", chunk);
});
hash.on("finish", () => log("finish"));
hash.on("end", () => log("end"));
hash.on("close", () => log("close"));
log(hash.write("abc"), hash.end("616263", "hex") === hash);
await new Promise((resolve) => hash.on("close", resolve));

// After a pipeline the digest can still be asked for.
const piped = crypto.createHash("sha256");
await pipeline(Readable.from(["a", Buffer.from("b"), "c"]), piped);
log(piped.digest("hex") === crypto.createHash("sha256").update("abc").digest("hex"));
log(await text(Readable.from(["a", "bc"]).pipe(crypto.createHash("md5").setEncoding("base64"))));
log((await buffer(Readable.from(["x"]).pipe(crypto.createHash("shake128", { outputLength: 4 })))).toString("hex"));

const code = crypto.createHmac("sha256", "key");
code.end("data");
for await (const chunk of code) log("code", chunk.toString("hex"));
log(await text(Readable.from(["da", "ta"]).pipe(crypto.createHmac("sha1", "key")).setEncoding("hex")));

const [key, iv] = [Buffer.alloc(32, 1), Buffer.alloc(16, 2)];
const cipher = crypto.createCipheriv("aes-256-cbc", key, iv);
const chunks = [];
cipher.on("data", (chunk) => chunks.push(chunk.toString("hex")));
cipher.write("sixteen bytes at a time, ");
cipher.write(Buffer.from("and what is left"));
cipher.end();
await new Promise((resolve) => cipher.on("end", resolve));
log(chunks.join("|"));
const there = crypto.createCipheriv("aes-256-cbc", key, iv);
const back = crypto.createDecipheriv("aes-256-cbc", key, iv);
log(await text(Readable.from(["there ", "and ", "back"]).pipe(there).pipe(back)));
const sealed = crypto.createCipheriv("aes-256-gcm", key, iv.subarray(0, 12));
const bytes = await buffer(Readable.from(["sealed"]).pipe(sealed));
log(bytes.toString("hex"), sealed.getAuthTag().toString("hex"));
const opened = crypto.createDecipheriv("aes-256-gcm", key, iv.subarray(0, 12));
opened.setAuthTag(sealed.getAuthTag());
log(await text(Readable.from([bytes]).pipe(opened)));

for (const [name, wrong] of [
  ["padding", () => pipeline(Readable.from([Buffer.alloc(16)]), crypto.createDecipheriv("aes-256-cbc", key, iv), new PassThrough())],
  ["length", () => pipeline(Readable.from([Buffer.alloc(5)]), crypto.createDecipheriv("aes-256-cbc", key, iv), new PassThrough())],
]) {
  try {
    await wrong();
    log(name, "went well");
  } catch (error) {
    log(name, error.name, error.code);
  }
}

const { publicKey, privateKey } = crypto.generateKeyPairSync("ed25519");
const pair = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
const signer = crypto.createSign("sha256");
log(signer instanceof Writable, typeof signer.write);
await pipeline(Readable.from(["what ", "is signed"]), signer);
const signature = signer.sign(pair.privateKey);
const verifier = crypto.createVerify("sha256");
verifier.write("what is ");
verifier.end("signed");
log(verifier.verify(pair.publicKey, signature), publicKey.asymmetricKeyType, privateKey.type);

const destroyed = crypto.createHash("sha1");
destroyed.on("error", (error) => log("error", error.message));
destroyed.on("close", () => log("closed", destroyed.destroyed));
destroyed.destroy(new Error("on purpose"));
await new Promise((resolve) => destroyed.on("close", resolve));
const roomy = crypto.createHash("sha1", { highWaterMark: 7 });
log(roomy.writableHighWaterMark, roomy.readableHighWaterMark, roomy.listenerCount("data"));
