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

const created = next(file, { interval: 20 });
const late = new Promise((resolve) => {
  fs.watchFile(file, { interval: 20 }, function both(now, before) {
    if (now.size !== 5) return;
    fs.unwatchFile(file, both);
    resolve([now.size, before.size]);
  });
});
await created;
fs.writeFileSync(file, "12345");
console.log(await late);

const grown = next(file, { interval: 20 });
setTimeout(() => fs.appendFileSync(file, "678"), 60);
[now, before] = await grown;
console.log(now.size, before.size, now.isFile(), now.mtimeMs >= before.mtimeMs);
const big = next(file, { interval: 20, bigint: true });
setTimeout(() => fs.truncateSync(file, 1), 60);
[now, before] = await big;
console.log(now.size, before.size);
const gone = next(file, { interval: 20 });
setTimeout(() => fs.unlinkSync(file), 60);
[now, before] = await gone;
console.log(now.size, now.nlink, before.size);

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
