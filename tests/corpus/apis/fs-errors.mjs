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
t(() => fs.readFileSync(p("nope")));
t(() => fs.readFileSync(d));
t(() => fs.writeFileSync(p("x", "y"), ""));
t(() => fs.statSync(p("no")));
t(() => fs.lstatSync(p("no")));
t(() => fs.readdirSync(p("no")));
t(() => fs.rmdirSync(p("no")));
t(() => fs.unlinkSync(p("no")));
t(() => fs.renameSync(p("a"), p("b")));
t(() => fs.copyFileSync(p("a"), p("b")));
t(() => fs.mkdirSync(d));
t(() => fs.mkdirSync(p("a", "b")));
t(() => fs.accessSync(p("no")));
t(() => fs.readlinkSync(d));
t(() => fs.realpathSync(p("no")));
t(() => fs.openSync(p("no")));
t(() => fs.truncateSync(p("no")));
t(() => fs.chmodSync(p("no"), 0o600));
t(() => fs.utimesSync(p("no"), 1, 2));
t(() => fs.symlinkSync("x", d));
t(() => fs.linkSync(p("a"), p("b")));
t(() => fs.rmSync(p("no")));
t(() => fs.rmSync(p("no"), { force: true }));
fs.mkdirSync(p("dir"));
fs.writeFileSync(p("dir", "f"), "");
t(() => fs.rmdirSync(p("dir")));
t(() => fs.unlinkSync(p("dir", "f", "g")));
t(() => fs.mkdtempSync(p("q", "r")));
t(() => fs.statSync(p("no"), { throwIfNoEntry: false }));
t(() => fs.readdirSync(p("dir", "f")));
