// What refuses, and how: handles that are closed, folders that are copied, times that are none, bytes that are no text.
import { copyFileSync, mkdtempSync, promises as fs, readFileSync, rmSync, writeFileSync } from "node:fs";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import { Readable } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "refusals-"));
const show = async (name, work) => {
  try {
    console.log(name, await work());
  } catch (error) {
    console.log(name, error.name, error.code, error.message.replaceAll(folder, "FOLDER"), error.syscall, error.errno);
  }
};
const file = join(folder, "data.json");
writeFileSync(file, "not json, but long enough to be cut somewhere in its middle");
await show("json", () => JSON.parse(readFileSync(file)));
await show("short json", () => JSON.parse(Buffer.from("{oops}")));
const handle = await fs.open(file);
await handle.close();
for (const name of ["stat", "read", "readFile", "sync", "datasync", "truncate", "close"]) await show(name, () => handle[name]());
for (const name of ["write", "writeFile", "appendFile", "chmod"]) await show(name, () => handle[name]("7"));
await fs.mkdir(join(folder, "sub"));
await show("cp", () => fs.cp(join(folder, "sub"), join(folder, "copy")));
await show("cp of nothing", () => copyFileSync(join(folder, "none"), file));
for (const delay of [-1, 1.5, NaN, 2 ** 32, "5", undefined]) await show("timeout", () => AbortSignal.timeout(delay));
await show("brotli", () => brotliDecompressSync(Buffer.from("zz")));
await show("brotli stream", () => Readable.from([Buffer.from("zz")]).pipe(createBrotliDecompress()).toArray());
await show("stream", () => new Response(new Blob(["junk"]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
await show("hash", () => createHash("blake2b512").update("abc").digest("hex"));
await show("other hash", () => createHash("blake2s256").update("abc").digest("base64"));
console.table([1, { x: 2 }], ["x"]);
console.table([1, "a"], []);
console.table(new Map([["a", 1]]), ["x"]);

const server = createServer(async (request, response) => {
  let text = "";
  for await (const part of request) text += part;
  response.end(`${text} ${request.headers["transfer-encoding"]}`);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const body = Readable.toWeb(Readable.from(["texts ", "as they ", "stand: é"]));
const response = await fetch(`http://127.0.0.1:${server.address().port}`, { method: "POST", body, duplex: "half" });
console.log(await response.text());
server.close();
server.closeAllConnections();
rmSync(folder, { recursive: true });
