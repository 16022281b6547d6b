// `fs.promises.watch`: events one after the other, left by a break, by a signal, by an error.
import fs from "node:fs/promises";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = await fs.mkdtemp(path.join(os.tmpdir(), "watch-"));
const write = (name) => fs.writeFile(path.join(folder, name), "");

const events = fs.watch(folder);
console.log(Object.prototype.toString.call(events), typeof events[Symbol.asyncIterator], typeof events.return);
const first = events.next();
await write("a");
console.log(await first);
const second = events.next();
await write("b");
console.log((await second).value);
console.log(await events.return("left"));
console.log(await events.next());

const controller = new AbortController();
const seen = [];
const loop = (async () => {
  try {
    for await (const event of fs.watch(folder, { signal: controller.signal })) {
      seen.push(event.filename);
      controller.abort();
    }
  } catch (error) {
    console.log(error.name, error.code, error.message, error.cause?.name);
  }
})();
await new Promise((resolve) => setTimeout(resolve, 20));
await write("d");
await loop;
console.log(seen);

const reason = new AbortController();
reason.abort(new Error("my reason"));
for (const work of [
  () => fs.watch(folder, { signal: reason.signal }).next(),
  () => fs.watch(path.join(folder, "nope")).next(),
  () => fs.watch(5).next(),
  () => fs.watch(folder, { recursive: "x" }).next(),
]) {
  try {
    console.log(await work());
  } catch (error) {
    console.log(error.name, error.code, error.message.replaceAll(folder, "FOLDER"), error.cause?.message);
  }
}
const until = fs.watch(folder);
const pending = until.next();
await write("f");
await pending;
setTimeout(() => write("g"), 20);
for await (const event of until) {
  console.log("left at", event.eventType);
  break;
}
await fs.rm(folder, { recursive: true });
console.log(existsSync(folder));
