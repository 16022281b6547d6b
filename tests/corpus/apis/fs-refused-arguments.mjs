// What `fs` says of arguments that are not what it takes, and of callbacks that are missing.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const root = fs.mkdtempSync(path.join(os.tmpdir(), "refused-"));
process.on("exit", () => fs.rmSync(root, { recursive: true, force: true }));
const file = path.join(root, "file");
fs.writeFileSync(file, "hello");
const fd = fs.openSync(file, "r+");
const bytes = Buffer.alloc(5);
const shown = (value) => (typeof value?.position === "bigint" ? "big" : typeof value === "bigint" ? `${value}n` : typeof value === "function" || typeof value === "symbol" ? typeof value : JSON.stringify(value));
function tell(name, work) {
  let text;
  try {
    text = work();
  } catch (error) {
    text = `${error.name} ${error.code} ${error.message.replaceAll(root, "ROOT")}`;
  }
  console.log(name, text);
}

for (const options of [null, undefined, {}, { position: -1 }, { position: 0n }, { position: "x" }, { position: 1.5 }, { position: -2 }, false, [], 5, "a", () => {}, { length: 9, position: 0 }, { offset: 6 }, { offset: "a" }, { offset: 1.5 }, { length: -1 }])
  tell(`readSync ${shown(options)}`, () => fs.readSync(fd, bytes, options));
tell("readSync offset", () => fs.readSync(fd, bytes, "x", 1, 0));
tell("readSync position", () => fs.readSync(fd, bytes, 0, 1, {}));
tell("readSync far", () => fs.readSync(fd, bytes, 0, 1, 2 ** 60));
tell("readSync empty", () => fs.readSync(fd, Buffer.alloc(0), 0, 1));
for (const args of [[], [1], [null], [bytes, "x"], [bytes, 0, 9], [bytes, 9], [bytes, -1], [bytes, 0, -1], [bytes, { offset: "x" }], [bytes, { length: 9 }], [{}], [true], [bytes, 1.5], [bytes, 0, 0]])
  tell(`writeSync ${args.map(shown)}`, () => fs.writeSync(fd, ...args));
for (const options of [1, true, { flag: "q" }, { mode: "q" }, { mode: 1.5 }, { flush: 1 }, { flush: true }, { flush: null }, { encoding: "zz" }, "zz", { signal: 1 }, { flag: 5.5 }, { flag: null }]) {
  tell(`writeFileSync ${shown(options)}`, () => fs.writeFileSync(file, "x", options));
  tell(`appendFileSync ${shown(options)}`, () => fs.appendFileSync(file, "x", options));
}
for (const value of ["x", {}, -1, null, true]) {
  tell(`chmod ${shown(value)}`, () => fs.chmodSync(path.join(root, "none"), value));
  tell(`ftruncate ${shown(value)}`, () => fs.ftruncateSync(fd, value));
  tell(`futimes ${shown(value)}`, () => fs.futimesSync(fd, value, 1));
  tell(`utimes ${shown(value)}`, () => fs.utimesSync(file, 1, value));
  tell(`rm ${shown(value)}`, () => fs.rmSync(path.join(root, "none"), value));
  tell(`rmdir ${shown(value)}`, () => fs.rmdirSync(path.join(root, "none"), value));
  tell(`mkdtemp ${shown(value)}`, () => fs.mkdtempSync(path.join(root, "none/x"), value));
  tell(`readlink ${shown(value)}`, () => fs.readlinkSync(path.join(root, "none"), value));
  tell(`open ${shown(value)}`, () => fs.openSync(path.join(root, "none"), value));
}
for (const options of [{ recursive: 1 }, { force: 1 }, { maxRetries: -1 }, { retryDelay: -1 }, { maxRetries: "x" }])
  tell(`rm ${shown(options)}`, () => fs.rmSync(path.join(root, "none"), options));
tell("readdir", () => fs.readdirSync(root, { recursive: 1 }));
tell("symlink", () => fs.symlinkSync("a", path.join(root, "b"), "link"));
tell("null byte", () => fs.readFileSync(new URL("file:///tmp/%00x")));
tell("null byte", () => fs.readFileSync(Buffer.from("a\0b")));
tell("realpath", () => fs.realpathSync(path.join(root, "none/further/on")).replace(root, "ROOT"));
tell("_toUnixTimestamp", () => [fs._toUnixTimestamp("1"), fs._toUnixTimestamp(new Date(1500))].join());
tell("_toUnixTimestamp", () => fs._toUnixTimestamp(Infinity));
tell("folder left by ..", () => {
  fs.mkdirSync(`${root}/left/../made/in`, { recursive: true });
  return [fs.existsSync(path.join(root, "left")), fs.existsSync(path.join(root, "made/in"))].join();
});

// All but the callback is right.
const none = path.join(root, "none");
const CALLED = {
  access: [none], appendFile: [none, "x"], chmod: [none, 0o600], chown: [none, 1, 1], copyFile: [none, none], cp: [none, none],
  fchmod: [fd, 0o600], fchown: [fd, 1, 1], fdatasync: [fd], fstat: [fd], fsync: [fd], ftruncate: [fd], futimes: [fd, 1, 1],
  lchown: [none, 1, 1], link: [none, none], lstat: [none], lutimes: [none, 1, 1], mkdir: [none], mkdtemp: [none], open: [none],
  opendir: [none], readFile: [none], readdir: [none], readlink: [none], realpath: [none], rename: [none, none], rmdir: [none],
  stat: [none], statfs: [none], truncate: [none], unlink: [none], utimes: [none, 1, 1],
  write: [fd, bytes], writeFile: [none, "x"], writev: [fd, [bytes]], readv: [fd, [bytes]], read: [fd],
};
for (const [name, args] of Object.entries(CALLED)) tell(`${name} ${fs[name].length}`, () => fs[name](...args));
tell("close", () => fs.close("x"));
tell("close", () => fs.close(fd, 1));
for (const name of ["stat", "open", "unlink"]) tell(`${name} first`, () => fs[name]({}, () => {}));
