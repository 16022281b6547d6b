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
for (const bad of [undefined, null, 5, {}, [], true, "a\0b"]) {
  t(() => fs.readFileSync(bad));
  t(() => fs.statSync(bad));
  t(() => fs.existsSync(bad));
}
t(() => fs.writeFileSync(p("x"), 5));
t(() => fs.writeFileSync(p("x"), {}));
t(() => fs.writeFileSync(p("x"), null));
t(() => fs.readFileSync(p("x"), "nope"));
t(() => fs.readFileSync(p("x"), { encoding: "nope" }));
t(() => fs.readFileSync(p("x"), 5));
t(() => fs.openSync(p("x"), "zz"));
t(() => fs.closeSync("x"));
t(() => fs.closeSync(-1));
t(() => fs.closeSync(9999));
t(() => fs.readSync(9999, Buffer.alloc(1)));
t(() => fs.mkdirSync(p("y"), { recursive: "x" }));
t(() => fs.chmodSync(p("x"), "zz"));
t(() => fs.renameSync(5, "x"));
t(() => fs.renameSync("x", 5));
t(() => fs.readFileSync(new URL("http://x")));
t(() => fs.readFile("x"));
