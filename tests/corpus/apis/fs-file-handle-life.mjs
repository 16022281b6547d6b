// A file handle: who keeps it open, what it tells, and what it writes part by part.
import fs, { promises } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
const root = fs.mkdtempSync(path.join(os.tmpdir(), "handle-life-"));
process.on("exit", () => fs.rmSync(root, { recursive: true, force: true }));
const file = path.join(root, "file");
const refused = (promise) => promise.then(() => "not refused", (error) => `${error.name} ${error.code} ${error.message}`);

const handle = await promises.open(file, "w+");
console.log(typeof handle.on, typeof handle.emit);
handle.on("close", () => console.log("closed", handle.fd >= 0));
await handle.writeFile(["one ", "two "]);
await handle.writeFile(Readable.from(["three ", Buffer.from("four ")]));
await handle.appendFile(
  (async function* () {
    yield "five";
  })(),
);
console.log(fs.readFileSync(file, "utf8"));
console.log(await refused(handle.writeFile([1])));
console.log(await refused(handle.writeFile({})));
const given = new AbortController();
given.abort();
console.log(await refused(handle.writeFile("x", { signal: given.signal })));
console.log(await refused(handle.readFile({ signal: given.signal })));
console.log(await refused(handle.readFile({ signal: 1 })));
for (const args of [[Buffer.alloc(3), 0, undefined, 0], [Buffer.alloc(3), { position: 4 }], [{ buffer: Buffer.alloc(2), position: 0 }], [Buffer.alloc(3), 1, null, 0]]) {
  const { bytesRead, buffer } = await handle.read(...args);
  console.log(bytesRead, String(buffer));
}
const both = [handle.close(), handle.close()];
await Promise.all(both);
console.log(handle.fd, await handle.close());
console.log(await refused(handle.stat()));

// A stream keeps it open, and closes with it.
const kept = await promises.open(file, "r");
const events = [];
kept.on("close", () => events.push("handle"));
const reading = kept.createReadStream({ encoding: "utf8", highWaterMark: 8 });
reading.on("close", () => events.push("stream"));
let text = "";
for await (const part of reading) text += part;
console.log(text, reading.path);
await new Promise((resolve) => (reading.closed ? resolve() : reading.on("close", resolve)));
console.log(events.sort(), kept.fd);
const other = await promises.open(file, "r");
const stopped = other.createReadStream();
const gone = new Promise((resolve) => stopped.on("close", resolve));
await other.close();
await gone;
console.log(stopped.destroyed, other.fd);

// Its own methods are called by streams.
const writing = await promises.open(file, "w");
let calls = 0;
for (const name of ["write", "writev"]) {
  const method = writing[name];
  writing[name] = function (...args) {
    calls++;
    return Reflect.apply(method, this, args);
  };
}
const out = writing.createWriteStream();
out.write("a");
out.write("b");
out.end("c");
await new Promise((resolve) => out.on("close", resolve));
console.log(calls > 0, fs.readFileSync(file, "utf8"), writing.fd);
const third = await promises.open(file, "r");
try {
  fs.createReadStream(null, { fd: third, fs });
} catch (error) {
  console.log(error.code, error.message);
}
await third.close();

// What is given up leaves nothing open.
for (const call of [(signal) => promises.writeFile(file, Buffer.alloc(1 << 20), { signal }), (signal) => promises.readFile(file, { signal })]) {
  const controller = new AbortController();
  process.nextTick(() => controller.abort(new Error("why")));
  console.log(await call(controller.signal).catch((error) => [error.name, error.code, error.cause?.message]));
}
fs.readFile(file, { signal: given.signal }, (error) => console.log("at once", error.name));
console.log("after");
