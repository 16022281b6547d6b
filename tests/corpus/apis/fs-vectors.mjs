import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "vectors-")), "f"),
  fd = fs.openSync(file, "w+");
console.log(
  fs.writevSync(fd, [Buffer.from("ab"), new Uint8Array([99]), Buffer.from("def")]),
  fs.readFileSync(file, "utf8"),
);
const a = Buffer.alloc(4),
  b = Buffer.alloc(10);
console.log(fs.readvSync(fd, [a, b], 0), String(a), b.toString("latin1").replaceAll("\0", "."));
fs.writev(fd, [Buffer.from("XY")], 1, (e, n, list) => {
  console.log(e, n, list.length);
  fs.readv(fd, [Buffer.alloc(3)], 0, (e, n, list) => {
    console.log(e, n, String(list[0]));
    fs.closeSync(fd);
    fs.rmSync(path.dirname(file), { recursive: true });
  });
});
for (const x of [5, [5], "a", ["a"]])
  try {
    fs.writevSync(fd, x);
  } catch (e) {
    console.log(e.code, e.message);
  }
