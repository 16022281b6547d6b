// `fs.watchFile`: looked at again and again, told with the states before and after.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "watch-"));
const file = path.join(folder, "a.txt");
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const next = (name, options) =>
  new Promise((resolve) => {
    const listener = (now, before) => {
      fs.unwatchFile(name, listener);
      resolve([now, before]);
    };
    fs.watchFile(name, options, listener);
  });

// A file that is not there is told of once.
let [now, before] = await next(file, { interval: 20 });
console.log(now instanceof fs.Stats, now.size, now.mtimeMs, now.ino, before.size, now.isFile());

// From the first answer on the watcher knows the file: every change after it is told.
const told = [];
let wake = () => {};
const listener = (...states) => {
  told.push(states);
  wake();
};
async function heard() {
  while (told.length === 0) await new Promise((resolve) => (wake = resolve));
  return told.shift();
}
fs.watchFile(file, { interval: 20 }, listener);
[now] = await heard();
console.log(now.size, now.nlink);
fs.writeFileSync(file, "12345");
do [now, before] = await heard();
while (now.size !== 5); // it may have been seen empty
console.log(now.size, before.size, now.isFile());
fs.appendFileSync(file, "678");
[now, before] = await heard();
console.log(now.size, before.size, now.mtimeMs >= before.mtimeMs);
fs.truncateSync(file, 1);
[now, before] = await heard();
console.log(now.size, before.size);
fs.unlinkSync(file);
[now, before] = await heard();
console.log(now.size, now.nlink, before.size);
fs.unwatchFile(file, listener);
[now, before] = await next(file, { interval: 20, bigint: true });
console.log(now.size, now.mtimeNs, before.size);

const watcher = fs.watchFile(file, () => {});
console.log(watcher.constructor.name, fs.watchFile(file, () => {}) === watcher, watcher.unref() === watcher, watcher.ref() === watcher);
watcher.on("stop", () => console.log("stopped"));
fs.unwatchFile(file, () => {});
console.log(watcher.listenerCount("change"));
fs.unwatchFile(file);
fs.unwatchFile("never watched");
show(() => fs.watchFile("x"));
show(() => fs.watchFile(5, () => {}));
show(() => fs.watchFile("x", { interval: "a" }, () => {}));
show(() => fs.watchFile("x", {}, 5));
show(() => fs.unwatchFile(5));
fs.rmSync(folder, { recursive: true });
