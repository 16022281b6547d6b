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
import { open } from "node:fs/promises";
const h = await open(p("f"), "w+");
console.log(
  typeof h.fd,
  (await h.write("hello world")).bytesWritten,
  (await h.write(Buffer.from("HE"), 0, 2, 0)).bytesWritten,
);
const { bytesRead, buffer } = await h.read(Buffer.alloc(5), 0, 5, 0);
console.log(bytesRead, buffer, (await h.stat()).size);
await h.truncate(4);
await h.sync();
await h.close();
console.log(h.fd, fs.readFileSync(p("f"), "utf8"));
fs.writeFileSync(p("lines"), "a\nb\r\nc");
const l = await open(p("lines"));
for await (const line of l.readLines()) console.log(line);
const r = await open(p("f"));
console.log(await r.readFile("utf8"));
await r.close();
await open(p("no")).catch((e) => console.log(e.code, e.syscall));
const w = await open(p("w"), "w");
await w.writeFile("one");
await w.appendFile("two");
await w.close();
console.log(fs.readFileSync(p("w"), "utf8"));
