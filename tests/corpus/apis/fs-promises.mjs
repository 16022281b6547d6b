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
import fsp, { readFile, writeFile } from "node:fs/promises";
const e = (x) => console.log(x.name, x.code, x.syscall, x.message.replaceAll(d, "D"));
console.log(fsp === fs.promises);
await writeFile(p("a"), "one");
await fsp.appendFile(p("a"), "two");
console.log(
  await readFile(p("a"), "utf8"),
  await readFile(p("a")),
  (await fsp.stat(p("a"))).size,
  await fsp.readdir(d),
);
await readFile(p("no")).catch(e);
await fsp.stat(p("no")).catch(e);
await fsp.rmdir(p("no")).catch(e);
await fsp.access(p("no")).catch(e);
await readFile(5.5).catch(e);
await writeFile(p("x"), 5).catch(e);
await fsp.mkdir(p("q", "r"), { recursive: true });
await fsp.copyFile(p("a"), p("q", "b"));
await fsp.rename(p("q", "b"), p("q", "c"));
console.log(await fsp.readdir(p("q")), (await fsp.lstat(p("q"))).isDirectory());
await fsp.symlink("a", p("l"));
console.log(await fsp.readlink(p("l")), (await fsp.realpath(p("l"))).endsWith("a"));
await fsp.unlink(p("l"));
await fsp.rm(p("q"), { recursive: true });
console.log(await fsp.readdir(d));
await fsp.truncate(p("a"), 2);
console.log(await readFile(p("a"), { encoding: "utf8" }));
await writeFile(
  p("g"),
  (function* () {
    yield "a";
    yield "b";
  })(),
);
console.log(await readFile(p("g"), "utf8"));
await readFile(p("a"), { signal: AbortSignal.abort() }).catch((x) => console.log(x.name, x.code));
for await (const entry of await fsp.opendir(d)) console.log(entry.isFile());
