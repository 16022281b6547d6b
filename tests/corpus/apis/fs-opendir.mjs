import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "opendir-"));
for (const n of ["a", "b"]) fs.writeFileSync(path.join(dir, n), n);
fs.mkdirSync(path.join(dir, "sub"));
const names = [];
for await (const e of await fs.promises.opendir(dir)) names.push([e.name, e.isDirectory()]);
console.log(names.sort());
const d = fs.opendirSync(dir);
let n = 0;
while (d.readSync()) n++;
console.log(n, d.path === dir);
d.closeSync();
try {
  d.readSync();
} catch (e) {
  console.log(e.code, e.message);
}
await fs.promises.opendir(path.join(dir, "none")).catch((e) => console.log(e.code, e.syscall));
fs.opendir(dir, async (e, d) => {
  console.log(e, typeof (await d.read()).name);
  await d.close();
  await d.close().catch((e) => console.log(e.code));
  fs.rmSync(dir, { recursive: true });
});
