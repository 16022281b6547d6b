// Blob: what it is made of, slices, types, reading.
import * as buffer from "node:buffer";
const log = console.log;
log(buffer.Blob === Blob, buffer.File === File);
const bytes = new Uint8Array([104, 105]);
const blob = new Blob(
  [
    "a",
    bytes,
    new Uint16Array([1]),
    new ArrayBuffer(2),
    new DataView(bytes.buffer, 1),
    new Blob(["nested"]),
    5,
    null,
  ],
  { type: "Text/PLAIN" },
);
bytes[0] = 0;
log(blob, blob.size, blob.type, String(blob));
log(await blob.text(), await blob.arrayBuffer());
const hello = new Blob(["hello ", "world"], { type: "text/plain" });
for (const args of [[], [2], [-5], [0, -6], [3, 8], [5, 2], [100], [0, 5, "X/Y"], [4, 8, "é"]]) {
  const part = hello.slice(...args);
  log(args.join(), part.size, JSON.stringify(part.type), JSON.stringify(await part.text()));
}
log(await hello.slice(1, -1).slice(1, -1).text());
const chunks = [];
for await (const chunk of hello.stream()) chunks.push(Buffer.from(chunk).toString());
log(chunks.join("|"));
const reader = hello.stream().getReader({ mode: "byob" });
log(await reader.read(new Uint8Array(4)), await reader.read(new Uint8Array(4)));
log(await new Blob(["ž", "\ud800"]).text(), new Blob(["ž"]).size);
log(
  JSON.stringify(await new Blob(["a\r\nb\nc"], { endings: "native" }).text()),
  JSON.stringify(await new Blob(["a\r\nb"]).text()),
);
log(
  new Blob(new Set(["x", "y"])).size,
  new Blob([[1, 2]]).size,
  new Blob([], { type: 5 }).type,
  new Blob([], { type: "\u0100" }).type,
);
for (const args of [[5], ["text"], [null], [{}], [[], 5], [[], { endings: "other" }]]) {
  try {
    log(new Blob(...args));
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
for (const name of ["text", "arrayBuffer"])
  await Blob.prototype[name].call({}).catch((error) => log(name, error.code));
log(Object.keys(Blob.prototype), Blob.length, Object.prototype.toString.call(blob));
const copy = structuredClone(hello);
log(copy, copy !== hello, await copy.text());
