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
fs.writeFileSync(p("f"), "12345");
const s = fs.statSync(p("f"));
console.log(
  s.size,
  s.isFile(),
  s.isDirectory(),
  s.isSymbolicLink(),
  s.isFIFO(),
  s.isSocket(),
  s.isBlockDevice(),
  s.isCharacterDevice(),
  s.mtime instanceof Date,
  Math.abs(s.mtimeMs - Date.now()) < 60000,
  s.mode.toString(8).slice(-3).length,
  typeof s.ino,
  s.nlink,
  Object.keys(s).join(),
  s.constructor.name,
  s instanceof fs.Stats,
);
fs.symlinkSync("f", p("l"));
console.log(
  fs.lstatSync(p("l")).isSymbolicLink(),
  fs.statSync(p("l")).isFile(),
  fs.statSync(d).isDirectory(),
  fs.lstatSync(p("l")).size,
);
fs.utimesSync(p("f"), 1000, new Date(2000500));
console.log(fs.statSync(p("f")).atimeMs, fs.statSync(p("f")).mtimeMs, fs.statSync(p("f")).mtime);
const b = fs.statSync(p("f"), { bigint: true });
console.log(typeof b.size, b.size, b.mtimeNs, typeof b.mtimeMs, b.isFile());
fs.chmodSync(p("f"), 0o640);
console.log((fs.statSync(p("f")).mode & 0o777).toString(8));
fs.chmodSync(p("f"), "600");
console.log((fs.statSync(p("f")).mode & 0o777).toString(8));
