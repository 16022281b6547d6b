import fs from "node:fs";
import path from "node:path";
import os from "node:os";
const d = fs.mkdtempSync(path.join(os.tmpdir(), "saveloop-"));
const p = (...x) => path.join(d, ...x);
process.on("exit", () => fs.rmSync(d, { recursive: true, force: true }));
const t = (f) => {
  try {
    const r = f();
    console.log(r === undefined ? "ok" : r);
  } catch (e) {
    console.log(
      e.name,
      e.code,
      e.errno,
      e.syscall,
      e.message?.replaceAll(d, "D"),
      e.path?.replaceAll(d, "D"),
      e.dest?.replaceAll(d, "D"),
    );
  }
};
const fd = fs.openSync(p("f"), "w+");
console.log(
  typeof fd,
  fs.writeSync(fd, "hello"),
  fs.writeSync(fd, Buffer.from("XY"), 1, 1, 0),
  fs.writeSync(fd, "é", 2, "latin1"),
  fs.writeSync(fd, new Uint8Array([33])),
);
const b = Buffer.alloc(10);
console.log(
  fs.readSync(fd, b, 0, 10, 0),
  b,
  fs.readSync(fd, b, { position: 1, length: 2 }),
  b,
  fs.readSync(fd, b),
  fs.fstatSync(fd).size,
);
fs.ftruncateSync(fd, 2);
fs.fsyncSync(fd);
fs.fdatasyncSync(fd);
console.log(fs.readFileSync(p("f"), "latin1"));
fs.closeSync(fd);
t(() => fs.closeSync(fd));
const r = fs.openSync(p("f"), "r");
t(() => fs.writeSync(r, "x"));
console.log(fs.readFileSync(r, "utf8"), JSON.stringify(fs.readFileSync(r, "utf8")));
fs.closeSync(r);
t(() => fs.openSync(p("f"), "wx"));
const a = fs.openSync(p("f"), "a", 0o600);
fs.writeSync(a, "++");
fs.closeSync(a);
console.log(fs.readFileSync(p("f"), "latin1"));
t(() => fs.readSync(0xffff, b));
const q = fs.openSync(p("f"));
t(() => fs.readSync(q, b, 20));
t(() => fs.readSync(q, b, 0, 99));
t(() => fs.readSync(q, "x"));
fs.closeSync(q);
fs.truncateSync(p("f"), 1);
console.log(fs.statSync(p("f")).size);
