// Streams of files: descriptors that are kept, functions in the place of those of `fs`, and what is refused.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const root = fs.mkdtempSync(path.join(os.tmpdir(), "stream-options-"));
process.on("exit", () => fs.rmSync(root, { recursive: true, force: true }));
const file = path.join(root, "file");
fs.writeFileSync(file, "0123456789");
const closed = (stream) => new Promise((resolve) => stream.on("close", resolve));
const ended = (stream) => new Promise((resolve) => stream.on("end", resolve));

// Not closed by itself, and closed by hand all the same.
const fd = fs.openSync(file, "r");
const kept = fs.createReadStream("", { fd, autoClose: false, end: 4 });
kept.resume();
await ended(kept);
console.log(kept.path, kept.destroyed, fs.readSync(fd, Buffer.alloc(4), 0, 4, 0));
kept.destroy();
await closed(kept);
try {
  fs.fstatSync(fd);
} catch (error) {
  console.log(error.code);
}

// Functions of the program's own; what is not taken is offered again.
const heard = [];
const own = {
  open: (name, flags, mode, done) => process.nextTick(done, null, 77),
  write(fd, bytes, offset, length, position, done) {
    const count = heard.length === 0 ? 0 : Math.min(2, length);
    heard.push(`${fd} ${bytes.subarray(offset, offset + length)} ${position}`);
    if (count === 0) done(Object.assign(new Error("busy"), { code: "EAGAIN" }), 0, bytes);
    else done(null, count, bytes);
  },
  fsync: (fd, done) => done(null, heard.push(`sync ${fd}`)),
  close: (fd, done) => done(null, heard.push(`close ${fd}`)),
};
const writing = fs.createWriteStream("nowhere", { fs: own, start: 5, flush: true });
writing.end("hello");
await closed(writing);
console.log(heard, writing.bytesWritten, writing.pos);
const vectors = [];
const many = fs.createWriteStream("nowhere", {
  fs: {
    open: own.open,
    close: own.close,
    writev(fd, list, position, done) {
      vectors.push(list.map(String));
      done(null, list.reduce((sum, it) => sum + it.length, 0));
    },
  },
});
many.write("a");
many.write("b");
many.end("c");
await closed(many);
console.log(vectors.flat().join(""));

// What stands in `fs` is called.
const { open, read, close } = fs;
const calls = [];
for (const [name, method] of Object.entries({ open, read, close }))
  fs[name] = function (...args) {
    calls.push(name);
    return Reflect.apply(method, this, args);
  };
let text = "";
for await (const part of fs.createReadStream(file, { encoding: "utf8" })) text += part;
Object.assign(fs, { open, read, close });
console.log(text, [...new Set(calls)]);

// A method `open` of a class, as older packages have it.
function Opening(...args) {
  fs.ReadStream.apply(this, args);
}
Object.setPrototypeOf(Opening.prototype, fs.ReadStream.prototype);
Object.setPrototypeOf(Opening, fs.ReadStream);
Opening.prototype.open = function () {
  fs.open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) {
      this.destroy(error);
      return;
    }
    this.fd = fd;
    this.emit("open", fd);
    this.emit("ready");
  });
};
const opening = new Opening(file);
const told = [];
for (const name of ["open", "ready", "end", "close"]) opening.on(name, () => told.push(name));
opening.resume();
await closed(opening);
console.log(told);

// Options that are inherited count.
const inherited = fs.createReadStream(file, Object.create({ start: 2, end: 4, encoding: "latin1" }));
let some = "";
for await (const part of inherited) some += part;
console.log(some, inherited.start, inherited.end);

const attempts = [
  ["read", { start: "a" }],
  ["read", { start: 5, end: 2 }],
  ["read", { end: 1.5 }],
  ["read", "nope"],
  ["read", 5],
  ["read", { fd: "a" }],
  ["read", { fd: -1 }],
  ["read", { signal: 1 }],
  ["read", { fs: { open: 1 } }],
  ["read", { fs: { open, read: null } }],
  ["read", { fs: { open, read, close: 5 } }],
  ["write", { start: -1 }],
  ["write", { flush: 1 }],
  ["write", { fs: { open, close } }],
  ["write", { fs: { open, close, writev: "x" } }],
];
for (const [kind, options] of attempts)
  try {
    const stream = kind === "read" ? fs.createReadStream(path.join(root, "none"), options) : fs.createWriteStream(path.join(root, "none"), options);
    stream.on("error", () => {});
    console.log(kind, "taken");
  } catch (error) {
    console.log(kind, error.name, error.code, error.message);
  }
const bad = fs.createWriteStream(path.join(root, "no/such"));
bad.on("error", (error) => console.log(error.code, error.syscall, bad.destroyed, bad.errored === error));
await closed(bad);
