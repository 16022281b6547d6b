// structuredClone of what has to be moved.
const log = console.log;
const buffer = new Uint8Array([1, 2, 3]).buffer;
const moved = structuredClone({ buffer, view: new Uint8Array(buffer, 1) }, { transfer: [buffer] });
log(buffer.byteLength, moved.view, moved.view.buffer === moved.buffer);
const stream = ReadableStream.from(["a", "b"]);
try {
  structuredClone(stream);
} catch (error) {
  log(error.name, error.code, error.message);
}
const other = structuredClone(stream, { transfer: [stream] });
log(other instanceof ReadableStream, other !== stream, stream.locked, other.locked);
for await (const chunk of other) log(chunk);
const got = [];
const sink = new WritableStream({ write: (chunk) => void got.push(chunk), close: () => log("closed") });
const through = structuredClone({ sink }, { transfer: [sink] }).sink;
const writer = through.getWriter();
await writer.write({ x: 1 });
await writer.close();
await new Promise((resolve) => setTimeout(resolve, 20));
log(got, sink.locked);
const locked = ReadableStream.from([1]);
locked.getReader();
try {
  structuredClone(locked, { transfer: [locked] });
} catch (error) {
  log(error.name);
}
for (const bad of [[{}], ["x"]]) {
  try {
    structuredClone(1, { transfer: bad });
  } catch (error) {
    log(error.name, error.code);
  }
}
const blob = new Blob(["cloned"], { type: "a/b" });
const parts = structuredClone([blob, { blob }]);
log(parts[0] === parts[1].blob, parts[0] !== blob, await parts[0].text());
