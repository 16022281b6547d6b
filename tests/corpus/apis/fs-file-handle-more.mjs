import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
const dir = await fs.mkdtemp(path.join(os.tmpdir(), "handle-")),
  h = await fs.open(path.join(dir, "f"), "w+");
console.log(
  typeof h.fd,
  await h.write("hello"),
  await h.write(Buffer.from(" world"), 0, 6),
  (await h.stat()).size,
);
const b = Buffer.alloc(5);
console.log((await h.read(b, 0, 5, 6)).bytesRead, String(b));
console.log(
  (await h.readv([Buffer.alloc(2), Buffer.alloc(3)], 0)).bytesRead,
  (await h.writev([Buffer.from("AB"), Buffer.from("CD")], 0)).bytesWritten,
);
await h.truncate(4);
await h.chmod(0o600);
await h.utimes(1, 2);
await h.sync();
await h.datasync();
const s = await h.stat();
console.log(s.size, s.mode & 0o777, s.mtimeMs);
await h.close();
console.log(h.fd, await fs.readFile(path.join(dir, "f"), "utf8"));
await h.read(Buffer.alloc(1)).catch((e) => console.log(e.code));
await fs.rm(dir, { recursive: true });
