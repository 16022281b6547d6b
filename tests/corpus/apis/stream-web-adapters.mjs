// Between Node's streams and those of the web.
import { Duplex, PassThrough, Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as web from "node:stream/web";
const log = console.log;
const attempt = async (name, body) => {
  try {
    log(name, await body());
  } catch (error) {
    log(name, error?.name, error?.code, error?.message);
  }
};
const all = async (stream) => {
  const out = [];
  for await (const chunk of stream) out.push(chunk);
  return out;
};
log(web.ReadableStream === ReadableStream);
log(await all(Readable.toWeb(Readable.from(["a", { b: 1 }]))));
const bytes = new PassThrough();
bytes.end("bytes");
log(await all(Readable.toWeb(bytes)));
log(await all(Readable.fromWeb(ReadableStream.from(["x", "y"]), { objectMode: true })));
log(await Readable.fromWeb(ReadableStream.from(["te", "xt"]), { encoding: "utf8" }).toArray());
const failing = Readable.toWeb(
  new Readable({
    read() {
      this.destroy(new Error("node failed"));
    },
  }),
);
await attempt("toWeb error", () => all(failing));
const broken = Readable.fromWeb(
  new ReadableStream({
    pull() {
      throw new Error("web failed");
    },
  }),
);
await attempt("fromWeb error", () => all(broken));
const got = [];
const target = new Writable({
  write(chunk, encoding, callback) {
    got.push(String(chunk));
    setImmediate(callback);
  },
});
await ReadableStream.from(["1", "2"]).pipeTo(Writable.toWeb(target));
log(got, target.writableFinished);
const written = [];
const sink = new WritableStream({
  write: (chunk) => void written.push(chunk),
  close: () => log("closed"),
  abort: (reason) => log("abort", reason?.message),
});
const node = Writable.fromWeb(sink, { objectMode: true });
node.write("a");
node.end({ b: 2 });
await new Promise((resolve) => node.on("finish", resolve));
log(written);
const aborting = Writable.fromWeb(new WritableStream({ abort: (reason) => log("abort", reason.message) }));
aborting.on("error", (error) => log("error", error.message));
aborting.destroy(new Error("destroyed"));
await new Promise((resolve) => aborting.on("close", resolve));
const canceled = Readable.fromWeb(new ReadableStream({ cancel: (reason) => log("cancel", reason?.message) }));
canceled.destroy();
await new Promise((resolve) => canceled.on("close", resolve));
const pair = Duplex.toWeb(new PassThrough());
const writer = pair.writable.getWriter();
writer.write(new Uint8Array([104, 105]));
writer.close();
log(await all(pair.readable));
const duplex = Duplex.fromWeb(
  new TransformStream({ transform: (chunk, it) => it.enqueue(String(chunk).toUpperCase()) }),
  { encoding: "utf8" },
);
duplex.write("shout");
duplex.end();
log(await all(duplex));
await pipeline(
  ReadableStream.from(["p", "q"]),
  async function* (source) {
    for await (const it of source) yield `${it}!`;
  },
  new Writable({ objectMode: true, write: (it, _, callback) => (log("piped", it), callback()) }),
);
await pipeline(Readable.from(["r"]), new WritableStream({ write: (it) => log("web sink", it) }));
await attempt("not readable", () => Readable.toWeb({}));
await attempt("not a web stream", () => Readable.fromWeb({}));
await attempt("not writable", () => Writable.toWeb(5));
await attempt("not a web stream", () => Writable.fromWeb(null));
await attempt("no pair", () => Duplex.fromWeb({}));
await attempt("options", () => Readable.fromWeb(new ReadableStream(), 5));
const ended = new PassThrough();
ended.destroy();
log(Readable.toWeb(ended), Writable.toWeb(ended));
