// `Duplex.from` and `compose`.
import { Duplex, PassThrough, Readable, Transform, Writable, compose } from "node:stream";
const log = console.log;
const text = async (stream) => (await stream.toArray()).map(String).join("|");
log(await text(Duplex.from(["a", "b"])));
log(await text(Duplex.from("text")));
log(
  await text(
    Duplex.from(
      (async function* () {
        yield "x";
        yield "y";
      })(),
    ),
  ),
);
log(await text(Duplex.from(Promise.resolve("later"))));
const doubled = Duplex.from(async function* (source) {
  for await (const it of source) yield `${it}${it}`;
});
doubled.write("a");
doubled.end("b");
log(await text(doubled));
const seen = [];
const sink = Duplex.from(async (source) => {
  for await (const it of source) seen.push(String(it));
});
sink.end("eaten");
await new Promise((resolve) => sink.on("finish", resolve));
log(seen, sink.readable);
const written = [];
const pair = Duplex.from({
  readable: Readable.from(["r1", "r2"]),
  writable: new Writable({ write: (chunk, _, callback) => (written.push(String(chunk)), callback()) }),
});
pair.end("w1");
log(await text(pair), written);
const same = new PassThrough();
log(Duplex.from(same) === same);
for (const bad of [5, null, {}, () => 5]) {
  try {
    Duplex.from(bad);
    log("made");
  } catch (error) {
    log(error.code, error.message);
  }
}
const failing = Duplex.from(Promise.reject(new Error("rejected")));
failing.on("error", (error) => log(error.message));
await new Promise((resolve) => failing.on("close", resolve));
const upper = new Transform({ transform: (it, _, callback) => callback(null, String(it).toUpperCase()) });
const all = compose(async function* (source) {
  for await (const it of source) yield `(${it})`;
}, upper);
all.end("abc");
log(await text(all));
log(
  await text(
    Readable.from(["1", "2"]).compose(async function* (source) {
      for await (const it of source) yield it + "!";
    }),
  ),
);
const broken = compose(
  new PassThrough(),
  new Transform({ transform: (_c, _e, callback) => callback(new Error("composed")) }),
);
broken.on("error", (error) => log(error.message));
broken.write("x");
await new Promise((resolve) => broken.on("close", resolve));
try {
  compose();
} catch (error) {
  log(error.code, error.message);
}
