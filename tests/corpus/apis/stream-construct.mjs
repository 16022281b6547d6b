// `construct`: nothing happens before it is done.
import { Duplex, Readable, Writable } from "node:stream";
const log = console.log;
const events = (name, stream) => {
  for (const event of ["finish", "end", "error", "close"])
    stream.on(event, (value) => log(name, event, value?.message ?? ""));
  return new Promise((resolve) => stream.on("close", resolve));
};
const w = new Writable({
  construct(callback) {
    log("construct");
    setImmediate(() => (log("ready"), callback()));
  },
  write(chunk, _, callback) {
    log("write", String(chunk));
    callback();
  },
});
w.write("a");
w.end("b");
log("asked");
await events("w", w);
const r = new Readable({
  construct(callback) {
    setImmediate(callback);
  },
  read() {
    log("read");
    this.push(null);
  },
});
r.resume();
await events("r", r);
const bad = new Readable({ construct: (callback) => callback(new Error("cannot open")), read() {} });
await events("bad", bad);
const thrown = new Writable({
  construct() {
    throw new Error("thrown");
  },
});
thrown.write("x", (error) => log("x", error?.message));
await events("thrown", thrown);
const gone = new Writable({
  construct(callback) {
    setImmediate(() => (log("late construct"), callback()));
  },
  destroy(error, callback) {
    log("destroy", error?.message);
    callback(error);
  },
});
gone.destroy(new Error("before"));
await events("gone", gone);
class Two extends Duplex {
  _construct(callback) {
    log("once");
    callback();
  }
  _read() {
    this.push(null);
  }
  _write(chunk, _, callback) {
    callback();
  }
}
const two = new Two();
two.resume();
two.end("x");
await events("two", two);
