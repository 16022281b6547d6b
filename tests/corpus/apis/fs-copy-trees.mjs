import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "trees-")),
  p = (...x) => path.join(dir, ...x);
fs.mkdirSync(p("a/b/c"), { recursive: true });
fs.writeFileSync(p("a/1"), "one");
fs.writeFileSync(p("a/b/c/2"), "two");
fs.cpSync(p("a"), p("copy"), { recursive: true });
console.log(fs.readdirSync(p("copy"), { recursive: true }).sort(), fs.readFileSync(p("copy/b/c/2"), "utf8"));
await fs.promises.cp(p("a"), p("async"), { recursive: true, filter: (s) => !s.endsWith("c") });
console.log(fs.readdirSync(p("async"), { recursive: true }).sort());
try {
  fs.cpSync(p("a"), p("x"));
} catch (e) {
  console.log(e.code);
}
try {
  fs.rmSync(p("a"));
} catch (e) {
  console.log(e.code);
}
fs.rmSync(p("none"), { force: true });
try {
  fs.rmSync(p("none"));
} catch (e) {
  console.log(e.code, e.syscall);
}
await new Promise((r) =>
  fs.rm(p("a"), { recursive: true }, (e) => {
    console.log(e, fs.existsSync(p("a")));
    r();
  }),
);
await fs.promises.rm(dir, { recursive: true, force: true });
console.log(fs.existsSync(dir));
