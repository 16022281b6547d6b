// `pipeline`, with callbacks: streams, iterables, functions, and failures of each.
import { PassThrough, Readable, Transform, Writable, pipeline } from "node:stream";
import { promisify } from "node:util";
const log = console.log;
const collect = (into) =>
  new Writable({ objectMode: true, write: (chunk, _, callback) => (into.push(String(chunk)), callback()) });
const upper = () =>
  new Transform({ transform: (chunk, _, callback) => callback(null, String(chunk).toUpperCase()) });
const run = (...streams) =>
  new Promise((resolve) => {
    const last = pipeline(...streams, (error, value) => {
      log("callback", error?.code ?? error?.message, value);
      resolve(last);
    });
  });
let got = [];
const target = collect(got);
log((await run(Readable.from(["a", "b"]), upper(), target)) === target, got, target.destroyed);
got = [];
await run(
  ["x", "y"],
  async function* (source) {
    for await (const it of source) yield `<${it}>`;
  },
  collect(got),
);
log(got);
got = [];
await run(
  async function* ({ signal }) {
    log(signal.aborted);
    yield* ["p", "q"];
  },
  (source) =>
    (async function* () {
      for await (const it of source) yield it + it;
    })(),
  collect(got),
);
log(got);
await run(Readable.from([1, 2, 3]), async (source) => {
  let sum = 0;
  for await (const n of source) sum += n;
  return sum;
});
const source = new Readable({ read() {} });
const middle = new PassThrough(),
  end = new PassThrough();
setImmediate(() => source.destroy(new Error("source broke")));
await run(source, middle, end);
log(
  source.destroyed,
  middle.destroyed,
  end.destroyed,
  middle.errored?.message,
  end.errored?.code ?? end.errored?.message,
);
const writing = new Writable({ write: (_c, _e, callback) => callback(new Error("cannot write")) });
const reading = Readable.from(["a", "b", "c"]);
await run(reading, writing);
log(reading.destroyed, writing.destroyed);
const closing = new PassThrough();
setImmediate(() => closing.destroy());
await run(closing, new PassThrough().resume());
await run(
  Readable.from(["a"]),
  async function* (it) {
    throw new RangeError("in the middle");
  },
  new PassThrough(),
);
await run([1, 2], async () => {
  throw new Error("sink failed");
});
for (const bad of [
  () => pipeline(),
  () => pipeline(() => {}),
  () => pipeline(Readable.from([]), () => {}),
  () => pipeline(Readable.from([]), new PassThrough()),
  () =>
    pipeline(
      () => 5,
      new PassThrough(),
      () => {},
    ),
  () =>
    pipeline(
      [1],
      () => 5,
      new PassThrough(),
      () => {},
    ),
  () =>
    pipeline(
      [1],
      () => 5,
      () => {},
    ),
]) {
  try {
    bad();
    log("no error");
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
got = [];
await promisify(pipeline)(Readable.from(["promised"]), collect(got));
log(got);
const array = [Readable.from(["in a list"]), collect((got = []))];
await new Promise((resolve) => pipeline(array, resolve));
log(got);
