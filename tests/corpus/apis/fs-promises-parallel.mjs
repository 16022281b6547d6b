import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
const dir = await fs.mkdtemp(path.join(os.tmpdir(), "parallel-")),
  names = Array.from({ length: 20 }, (_, i) => `f${i}`);
await Promise.all(names.map((n, i) => fs.writeFile(path.join(dir, n), n.repeat(i))));
const texts = await Promise.all(names.map((n) => fs.readFile(path.join(dir, n), "utf8")));
console.log(
  texts.map((t) => t.length),
  (await fs.readdir(dir)).length,
  (
    await Promise.allSettled([
      fs.stat(path.join(dir, "f1")),
      fs.stat(path.join(dir, "none")),
      fs.rmdir(dir),
      fs.mkdir(dir),
    ])
  ).map((r) => r.reason?.code ?? r.status),
);
await fs.rm(dir, { recursive: true });
await fs.access(dir).catch((e) => console.log(e.code, e.syscall, e.path === dir));
