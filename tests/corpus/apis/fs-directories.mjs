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
t(() => fs.mkdirSync(p("a", "b", "c"), { recursive: true }).replace(d, "D"));
t(() => fs.mkdirSync(p("a", "b"), { recursive: true }));
for (const f of ["z", "y", "x"]) fs.writeFileSync(p("a", f), f);
fs.writeFileSync(p("a", "b", "in"), "");
fs.symlinkSync("z", p("a", "link"));
t(() => fs.readdirSync(p("a")).join());
t(() => fs.readdirSync(p("a"), { recursive: true }).sort().join());
for (const e of fs.readdirSync(p("a"), { withFileTypes: true }))
  console.log(
    e.name,
    e.isFile(),
    e.isDirectory(),
    e.isSymbolicLink(),
    e.parentPath === p("a"),
    e.constructor.name,
  );
t(() => fs.readdirSync(p("a"), "buffer")[0]);
t(() => fs.mkdirSync(p("a", "x", "no"), { recursive: true }));
fs.rmSync(p("a", "b"), { recursive: true });
t(() => fs.existsSync(p("a", "b")));
fs.mkdirSync(p("m"), 0o700);
t(() => (fs.statSync(p("m")).mode & 0o777).toString(8));
fs.rmdirSync(p("m"));
t(() => fs.existsSync(p("m")));
t(() => fs.rmSync(p("a")));
