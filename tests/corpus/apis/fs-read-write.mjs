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
fs.writeFileSync(p("a"), "héllo\n");
t(() => fs.readFileSync(p("a"), "utf8"));
t(() => fs.readFileSync(p("a")));
t(() => fs.readFileSync(p("a"), { encoding: "hex" }));
t(() => fs.readFileSync(p("a"), "base64"));
fs.writeFileSync(p("b"), new Uint8Array([1, 2, 3]));
t(() => fs.readFileSync(p("b")));
fs.writeFileSync(p("a"), "x", { flag: "a" });
fs.appendFileSync(p("a"), Buffer.from("y"));
t(() => fs.readFileSync(p("a"), "utf8"));
fs.writeFileSync(p("c"), "é", "latin1");
t(() => fs.readFileSync(p("c")));
fs.writeFileSync(p("empty"), "");
t(() => fs.readFileSync(p("empty")).length);
t(() => fs.readFileSync(new URL(`file://${p("a")}`), "utf8"));
t(() => fs.readFileSync(Buffer.from(p("a")), "utf8"));
fs.writeFileSync(p("big"), "z".repeat(300000));
t(() => fs.readFileSync(p("big"), "utf8").length);
fs.writeFileSync(p("m"), "", { mode: 0o600 });
t(() => (fs.statSync(p("m")).mode & 0o777).toString(8));
