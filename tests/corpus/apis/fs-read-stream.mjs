// fs.createReadStream: events, ranges, encodings, errors.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const log = console.log;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "read-stream-"));
const file = path.join(folder, "text.txt");
fs.writeFileSync(file, "0123456789abcdefghij");
const run = (name, stream, events = ["open", "ready", "data", "end", "close", "error"]) =>
  new Promise((resolve) => {
    for (const event of events)
      stream.on(event, (value) =>
        log(
          name,
          event,
          event === "open"
            ? typeof value
            : event === "error"
              ? value.code
              : value === undefined
                ? ""
                : String(value),
        ),
      );
    stream.on("close", resolve);
  });
const whole = fs.createReadStream(file);
log(
  whole.fd,
  whole.pending,
  whole.path === file,
  whole.flags,
  whole.bytesRead,
  whole.readableHighWaterMark,
  whole instanceof fs.ReadStream,
);
await run("whole", whole);
log(whole.fd, whole.pending, whole.bytesRead, whole.destroyed, whole.closed);
await run("range", fs.createReadStream(file, { start: 5, end: 9, encoding: "utf8" }));
await run("small", fs.createReadStream(file, { highWaterMark: 8 }), ["data", "end"]);
await run("hex", fs.createReadStream(file, { encoding: "hex", end: 2 }), ["data"]);
await run("encoding", fs.createReadStream(file, "base64"), ["data"]);
await run("missing", fs.createReadStream(path.join(folder, "missing")));
await run("folder", fs.createReadStream(folder), ["open", "error", "close"]);
const fd = fs.openSync(file);
await run("descriptor", fs.createReadStream(null, { fd, start: 15 }));
const kept = fs.openSync(file);
const open = fs.createReadStream("", { fd: kept, autoClose: false, end: 3 });
open.on("data", (chunk) => log("kept", String(chunk)));
await new Promise((resolve) => open.on("end", resolve));
await new Promise(setImmediate);
log(fs.fstatSync(kept).size, open.destroyed);
fs.closeSync(kept);
let text = "";
for await (const chunk of fs.createReadStream(file, { highWaterMark: 7, encoding: "latin1" }))
  text += `${chunk}|`;
log(text);
const early = fs.createReadStream(file);
early.destroy();
await run("early", early, ["open", "data", "error", "close"]);
const closing = fs.createReadStream(file);
closing.close((error) => log("close callback", error?.code));
await new Promise((resolve) => closing.on("close", resolve));
const controller = new AbortController();
const aborted = fs.createReadStream(file, { signal: controller.signal });
controller.abort();
await run("aborted", aborted, ["error", "close"]);
for (const bad of [
  () => fs.createReadStream(),
  () => fs.createReadStream(file, { start: 5, end: 2 }),
  () => fs.createReadStream(file, { start: "x" }),
  () => fs.createReadStream(file, { end: -1 }),
  () => fs.createReadStream(file, "nope"),
  () => fs.createReadStream(file, 5),
]) {
  try {
    bad();
    log("made");
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const empty = path.join(folder, "empty");
fs.writeFileSync(empty, "");
await run("empty", fs.createReadStream(empty), ["data", "end", "close"]);
fs.rmSync(folder, { recursive: true });
