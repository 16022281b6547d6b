// What happens to a file and in a folder, as `fs.watch` tells it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "watch-"));
const file = path.join(folder, "a.txt");
fs.writeFileSync(file, "1");
const say = (...parts) => console.log(...parts.map((it) => (typeof it === "string" ? it.replaceAll(folder, "FOLDER") : it)));
const show = (work) => {
  try {
    say(work());
  } catch (error) {
    say(error.name, error.code, error.message, error.syscall, error.filename, error.errno);
  }
};

/** What was told: all of it has come when a folder of its own is told of, which comes behind. */
const told = [];
const bell = fs.mkdtempSync(path.join(os.tmpdir(), "bell-"));
const ringing = fs.watch(bell);
let rings = 0;
async function settled(label) {
  const name = `ring ${++rings}`;
  const rung = new Promise((resolve) => ringing.on("change", (_, about) => about === name && resolve()));
  fs.writeFileSync(path.join(bell, name), "");
  await rung;
  say(label, told.splice(0).join(", "));
}
const hears = (name) => (kind, about) => told.push(`${name} ${kind} ${about}`);

const ofFolder = fs.watch(folder, hears("folder"));
const ofFile = fs.watch(file);
ofFile.on("change", hears("file"));
ofFile.on("close", () => told.push("file closed"));
say(ofFolder.constructor.name, typeof ofFolder.ref, ofFolder.listenerCount("change"));

fs.appendFileSync(file, "two");
await settled("append");
fs.chmodSync(file, 0o600);
await settled("mode");
fs.utimesSync(file, 1, 1);
await settled("times");
fs.mkdirSync(path.join(folder, "sub"));
await settled("new folder");
fs.writeFileSync(path.join(folder, "sub", "below"), "");
await settled("below");
fs.chmodSync(path.join(folder, "sub"), 0o755);
await settled("mode of a folder");
fs.writeFileSync(path.join(folder, "empty"), "");
await settled("new file");
fs.renameSync(file, path.join(folder, "b.txt"));
await settled("renamed");
fs.unlinkSync(path.join(folder, "b.txt"));
await settled("removed");
ofFile.close();
ofFile.close();
say("closed");
await settled("after");
fs.symlinkSync("nowhere", path.join(folder, "link"));
await settled("link");
ofFolder.close();
fs.writeFileSync(path.join(folder, "unheard"), "");
await settled("nothing");

const controller = new AbortController();
const buffers = fs.watch(folder, { signal: controller.signal, encoding: "buffer" }, (kind, about) => {
  told.push(`${kind} ${Buffer.isBuffer(about)} ${about}`);
});
buffers.on("close", () => told.push("aborted"));
fs.writeFileSync(path.join(folder, "e"), "");
await settled("buffer");
controller.abort();
await settled("signal");
fs.watch(folder, { signal: AbortSignal.abort() }).on("close", () => told.push("closed at once"));
await settled("aborted before");
const encoded = fs.watch(folder, "base64", hears("base64"));
fs.writeFileSync(path.join(folder, "f"), "");
await settled("encoding");
encoded.close();
const idle = fs.watch(folder);
say(idle.ref() === idle, idle.unref() === idle);
fs.watch(folder, { persistent: false });

show(() => fs.watch(path.join(folder, "nope")));
show(() => fs.watch(5));
show(() => fs.watch(folder, { recursive: 5 }));
show(() => fs.watch(folder, { encoding: "zz" }));
show(() => fs.watch(folder, { signal: 5 }));
show(() => fs.watch(folder, 5));
ringing.close();
for (const it of [folder, bell]) fs.rmSync(it, { recursive: true });
