// What moves the cursor.
import readline from "node:readline";
import { Readline } from "node:readline/promises";
import { PassThrough, Writable } from "node:stream";
const log = console.log;
const written = [];
const stream = new Writable({ write: (chunk, _, callback) => (written.push(String(chunk)), callback()) });
const show = (name, value) => log(name, value, JSON.stringify(written.splice(0).join("")));
show("to", readline.cursorTo(stream, 3));
show("to", readline.cursorTo(stream, 3, 4));
show(
  "to",
  readline.cursorTo(stream, 0, 0, () => log("callback")),
);
for (const [dx, dy] of [
  [0, 0],
  [2, 0],
  [-2, 0],
  [0, 3],
  [0, -3],
  [1, -1],
])
  show(`move ${dx} ${dy}`, readline.moveCursor(stream, dx, dy));
for (const direction of [-1, 0, 1]) show(`line ${direction}`, readline.clearLine(stream, direction));
show("down", readline.clearScreenDown(stream));
log(
  readline.cursorTo(null, 1),
  readline.clearLine(undefined, 0, () => log("still called")),
);
for (const bad of [
  () => readline.cursorTo(stream, "x", 1),
  () => readline.cursorTo(stream, NaN),
  () => readline.clearLine(stream, 0, 5),
]) {
  try {
    log(bad());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const rl = new Readline(stream);
rl.cursorTo(1, 2).moveCursor(3, 0).clearLine(0).clearScreenDown();
show("before", "");
await rl.commit();
show("commit", "");
rl.cursorTo(9);
rl.rollback();
await rl.commit();
show("rollback", "");
for (const bad of [
  () => rl.cursorTo("x"),
  () => rl.clearLine(5),
  () => rl.moveCursor(1.5, 0),
  () => new Readline({}),
]) {
  try {
    bad();
  } catch (error) {
    log(error.code);
  }
}
const keys = new PassThrough();
readline.emitKeypressEvents(keys);
keys.on("keypress", (text, key) => log(JSON.stringify(text), JSON.stringify(key)));
keys.write("a");
keys.write("Z");
keys.write("\r");
keys.write("\x03");
keys.write("\x1b[A");
keys.write("\t");
keys.write("\x7f");
await new Promise(setImmediate);
