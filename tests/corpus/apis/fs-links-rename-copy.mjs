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
fs.writeFileSync(p("a"), "A");
fs.copyFileSync(p("a"), p("b"));
console.log(fs.readFileSync(p("b"), "utf8"));
t(() => fs.copyFileSync(p("a"), p("b"), fs.constants.COPYFILE_EXCL));
fs.renameSync(p("b"), p("c"));
console.log(fs.existsSync(p("b")), fs.existsSync(p("c")));
fs.symlinkSync("a", p("s"));
console.log(
  fs.readlinkSync(p("s")),
  fs.realpathSync(p("s")) === fs.realpathSync(p("a")),
  fs.realpathSync.native(p("s")).endsWith("a"),
);
fs.linkSync(p("a"), p("h"));
console.log(fs.statSync(p("a")).nlink);
fs.mkdirSync(p("src", "deep"), { recursive: true });
fs.writeFileSync(p("src", "deep", "f"), "deep");
fs.cpSync(p("src"), p("dst"), { recursive: true });
console.log(fs.readFileSync(p("dst", "deep", "f"), "utf8"));
fs.cpSync(p("a"), p("new", "a"));
console.log(fs.existsSync(p("new", "a")));
fs.accessSync(p("a"), fs.constants.R_OK);
fs.unlinkSync(p("s"));
console.log(fs.existsSync(p("s")), fs.F_OK, fs.constants.O_CREAT, fs.constants.S_IFMT);
t(() => fs.copyFileSync(d, p("zz")));
t(() => fs.mkdtempSync(p("t-")).slice(0, -6).replace(d, "D"));
