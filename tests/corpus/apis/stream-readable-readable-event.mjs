// `readable` and `read`, with a source that answers later.
import { Readable } from "node:stream";
const log = console.log;
let left = 4;
const stream = new Readable({
  highWaterMark: 4,
  read(size) {
    log("_read", size);
    setImmediate(() => {
      log("push", left);
      this.push(left-- > 0 ? "ab" : null);
    });
  },
});
stream.on("readable", () => {
  log("readable", stream.readableLength);
  let chunk;
  while ((chunk = stream.read()) !== null) log("got", String(chunk));
});
stream.on("end", () => log("end"));
await new Promise((resolve) => stream.on("close", resolve));

const sync = new Readable({
  highWaterMark: 2,
  objectMode: true,
  read() {
    log("_read sync", this.readableLength);
    this.push(sync.count < 5 ? sync.count++ : null);
  },
});
sync.count = 0;
sync.on("readable", () => log("readable", sync.read()));
sync.on("end", () => log("end"));
await new Promise((resolve) => sync.on("close", resolve));

// A listener for `readable` wins over one for `data` until it goes.
const both = Readable.from(["a", "b", "c"]);
const onReadable = () => {
  log("both readable");
  log("both read", both.read());
  if (both.readableLength === 0) both.removeListener("readable", onReadable);
};
both.on("readable", onReadable);
both.on("data", (chunk) => log("both data", chunk));
log("flowing", both.readableFlowing);
both.resume();
log("flowing", both.readableFlowing);
await new Promise((resolve) => both.on("close", resolve));
log("flowing", both.readableFlowing);
