import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "owners-")),
  file = path.join(dir, "f"),
  link = path.join(dir, "l");
fs.writeFileSync(file, "x");
fs.symlinkSync(file, link);
const { uid, gid } = fs.statSync(file);
fs.chownSync(file, uid, gid);
fs.lchownSync(link, uid, gid);
fs.chmodSync(file, 0o640);
console.log((fs.statSync(file).mode & 0o777).toString(8));
fs.utimesSync(file, 10, 20.5);
console.log(fs.statSync(file).mtimeMs, fs.statSync(file).atime.toISOString());
fs.lutimesSync(link, 1, 2);
console.log(fs.lstatSync(link).mtimeMs, fs.statSync(link).mtimeMs);
fs.utimesSync(file, new Date(5000), "7");
console.log(fs.statSync(file).mtimeMs);
const fd = fs.openSync(file, "r+");
fs.fchmodSync(fd, 0o600);
fs.futimesSync(fd, 3, 4);
fs.fchownSync(fd, uid, gid);
console.log(fs.fstatSync(fd).mtimeMs, (fs.fstatSync(fd).mode & 0o777).toString(8));
fs.closeSync(fd);
for (const f of [
  () => fs.chownSync(file, "x", 1),
  () => fs.chownSync(file + "no", uid, gid),
  () => fs.lutimesSync(file + "no", 1, 1),
  () => fs.fchmodSync(9999, 0o600),
])
  try {
    f();
  } catch (e) {
    console.log(e.code, e.syscall, e.message.replace(dir, "DIR"));
  }
fs.rmSync(dir, { recursive: true });
