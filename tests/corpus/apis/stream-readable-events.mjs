// The order in which a readable stream tells things, in each mode.
import { Readable } from "node:stream";
const log = console.log;
function listen(name, stream, events) {
  for (const event of events)
    stream.on(event, (value) => log(name, event, value === undefined ? "" : String(value)));
}
const flowing = new Readable({
  read() {
    this.push("a");
    this.push("b");
    this.push(null);
  },
});
listen("flowing", flowing, ["resume", "data", "end", "close", "pause", "error"]);
log("flowing", flowing.readableFlowing, flowing.readableLength, flowing.readableDidRead);
await new Promise((resolve) => flowing.on("close", resolve));
log(flowing.readableEnded, flowing.destroyed, flowing.closed, flowing.readable, flowing.readableAborted);

const later = new Readable({ read() {} });
listen("later", later, ["data", "end", "close", "readable"]);
log("later", later.readableFlowing);
later.push("1");
process.nextTick(() => log("tick"));
later.push("2");
setImmediate(() => {
  log("immediate", later.readableLength, later.read(1)?.toString());
  later.push("3");
  later.push(null);
  setImmediate(() => log("read", later.read()?.toString(), later.read()));
});
await new Promise((resolve) => later.on("close", resolve));

const paused = Readable.from(["x", "y", "z"]);
listen("paused", paused, ["end", "close", "pause", "resume"]);
paused.on("data", (chunk) => {
  log("data", chunk, paused.isPaused());
  paused.pause();
  log("paused", paused.isPaused(), paused.readableFlowing);
  setImmediate(() => paused.resume());
});
await new Promise((resolve) => paused.on("close", resolve));

const unread = Readable.from(["never"]);
listen("unread", unread, ["data", "end", "close", "error"]);
unread.destroy();
log(unread.destroyed, unread.readableAborted, unread.errored);
await new Promise((resolve) => unread.on("close", resolve));

const failing = new Readable({ read() {} });
listen("failing", failing, ["error", "close", "end"]);
failing.push("kept");
failing.destroy(new Error("broken"));
log(failing.errored.message, failing.readable, failing.push("more"));
await new Promise((resolve) => failing.on("close", resolve));
log(failing.readableEnded, failing.readableAborted, failing.eventNames());
