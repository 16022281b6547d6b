// fs.createWriteStream: events, flags, positions, errors.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
const log = console.log;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "write-stream-"));
const file = path.join(folder, "out.txt");
const read = () => fs.readFileSync(file, "utf8");
const events = (name, stream, list = ["open", "ready", "finish", "close", "error", "drain"]) =>
  new Promise((resolve) => {
    for (const event of list)
      stream.on(event, (value) =>
        log(name, event, event === "error" ? value.code : event === "open" ? typeof value : ""),
      );
    stream.on("close", resolve);
  });
const stream = fs.createWriteStream(file);
log(
  stream.fd,
  stream.pending,
  stream.path === file,
  stream.flags,
  stream.bytesWritten,
  stream instanceof fs.WriteStream,
);
const done = events("first", stream);
log(
  stream.write("hello "),
  stream.write(Buffer.from("world"), (error) => log("written", error ?? "fine")),
);
stream.end("!\n", () => log("end callback"));
await done;
log(read(), stream.bytesWritten, stream.fd, stream.closed);
const appending = fs.createWriteStream(file, { flags: "a" });
appending.end("more\n");
await events("append", appending, ["finish", "close"]);
log(read());
const inside = fs.createWriteStream(file, { flags: "r+", start: 6 });
inside.end("WORLD");
await events("inside", inside, ["close"]);
log(read());
const latin = fs.createWriteStream(file, "latin1");
latin.end("é");
await events("latin", latin, ["close"]);
log(fs.readFileSync(file));
const missing = fs.createWriteStream(path.join(folder, "no", "such"));
missing.write("x", (error) => log("write callback", error.code));
await events("missing", missing);
const exclusive = fs.createWriteStream(file, { flags: "wx" });
await events("exclusive", exclusive, ["error", "close"]);
const small = fs.createWriteStream(file, { highWaterMark: 3 });
log(small.write("abcd"), small.writableNeedDrain);
const smallDone = events("small", small, ["drain", "finish", "close"]);
small.once("drain", () => small.end());
await smallDone;
await pipeline(fs.createReadStream(file), fs.createWriteStream(file + ".copy"));
log(fs.readFileSync(file + ".copy", "utf8"));
const fd = fs.openSync(file, "w");
const byNumber = fs.createWriteStream(null, { fd, autoClose: false });
byNumber.end("by number");
await new Promise((resolve) => byNumber.on("finish", resolve));
fs.writeSync(fd, ", still open");
fs.closeSync(fd);
log(read());
const closing = fs.createWriteStream(file);
closing.write("closed");
closing.close((error) => log("close callback", error?.code));
await new Promise((resolve) => closing.on("close", resolve));
log(read());
const flushed = fs.createWriteStream(file);
flushed.cork();
flushed.write("a");
flushed.write("b");
flushed.uncork();
flushed.end("c");
await events("corked", flushed, ["finish", "close"]);
log(read(), flushed.bytesWritten);
for (const bad of [
  () => fs.createWriteStream(),
  () => fs.createWriteStream(file, { start: -1 }),
  () => fs.createWriteStream(file, { start: "x" }),
  () => fs.createWriteStream(file, { encoding: "nope" }),
]) {
  try {
    bad();
    log("made");
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
fs.rmSync(folder, { recursive: true });
