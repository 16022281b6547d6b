// A token bucket that can be aborted, server-sent events out of a stream, requests told apart by patterns' rules.
class Bucket {
  #tokens; #size; #waiting = [];
  constructor(size) {
    this.#tokens = this.#size = size;
  }
  take(count = 1, { signal } = {}) {
    signal?.throwIfAborted();
    if (this.#waiting.length === 0 && this.#tokens >= count) {
      this.#tokens -= count;
      return Promise.resolve(this.#tokens);
    }
    const { promise, resolve, reject } = Promise.withResolvers?.() ?? withResolvers();
    const entry = { count, resolve };
    this.#waiting.push(entry);
    signal?.addEventListener("abort", () => {
      const at = this.#waiting.indexOf(entry);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal.reason);
      this.refill(0);
    }, { once: true });
    return promise;
  }
  refill(count) {
    this.#tokens = Math.min(this.#size, this.#tokens + count);
    while (this.#waiting.length > 0 && this.#waiting[0].count <= this.#tokens) {
      const { count, resolve } = this.#waiting.shift();
      this.#tokens -= count;
      resolve(this.#tokens);
    }
  }
}
function withResolvers() {
  const out = {};
  out.promise = new Promise((resolve, reject) => Object.assign(out, { resolve, reject }));
  return out;
}
const bucket = new Bucket(3);
console.log(await bucket.take(), await bucket.take(2));
const controller = new AbortController();
const told = (name) => [(left) => console.log(name, "left", left), (error) => console.log(name, error?.name ?? error, error?.message)];
const all = [
  bucket.take(3, { signal: controller.signal }).then(...told("big")),
  bucket.take(1).then(...told("small")),
];
bucket.refill(2);
controller.abort();
await Promise.all(all);
try {
  bucket.take(1, { signal: AbortSignal.any([new AbortController().signal, AbortSignal.abort(new RangeError("never"))]) });
} catch (error) {
  console.log(error.name, error.message);
}

/** Fields of an event stream into events, however the text is cut. */
class EventParser extends TransformStream {
  constructor() {
    let rest = "", event = {}, id = "";
    const field = (line, controller) => {
      if (line === "") {
        if (event.data !== undefined) controller.enqueue({ type: event.type ?? "message", data: event.data, id });
        event = {};
        return;
      }
      const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
      if (name === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
      else if (name === "event") event.type = value;
      else if (name === "id") id = value;
    };
    super({
      transform(chunk, controller) {
        const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        for (const line of lines) field(line, controller);
      },
      flush(controller) {
        if (rest !== "") field(rest.replace(/\r$/, ""), controller);
      },
    });
  }
}
const bytes = new TextEncoder().encode("data: first\n\nevent: ping\nid: 7\ndata: {\"a\":1}\ndata: žluť 😀\r\n\r\n: comment\n\ndata\n\nretry: 5\ndata: last\n\ndata: cut");
for (const size of [1, 2, 7, 1000]) {
  const source = new ReadableStream({
    at: 0,
    pull(controller) {
      if (this.at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(this.at, (this.at += size)));
    },
  });
  const events = [];
  for await (const event of source.pipeThrough(new TextDecoderStream()).pipeThrough(new EventParser())) events.push(event);
  console.log(size, JSON.stringify(events));
}
const [left, right] = new Response("data: x\n\ndata: y\n\n").body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventParser()).tee();
const reader = left.getReader();
console.log((await reader.read()).value);
const cancelled = reader.cancel("enough");
for await (const event of right) console.log("right", event.data);
console.log(await cancelled);

/** A limit of what runs at the same time, and the order in which it ends. */
async function pool(limit, jobs) {
  const results = [], running = new Set();
  let most = 0;
  for (const [index, job] of jobs.entries()) {
    const run = Promise.resolve().then(job).then((value) => (results[index] = value), (error) => (results[index] = error.message)).finally(() => running.delete(run));
    running.add(run);
    most = Math.max(most, running.size);
    if (running.size >= limit) await Promise.race(running);
  }
  await Promise.all(running);
  return { most, results };
}
console.log(await pool(3, Array.from({ length: 8 }, (_, i) => async () => {
  for (let turn = 0; turn < i % 4; turn++) await null;
  if (i === 5) throw new Error("five");
  return i * i;
})));
// It keeps no program by itself.
const alive = setInterval(() => {}, 1000);
const timeout = AbortSignal.timeout(5);
await new Promise((resolve) => timeout.addEventListener("abort", resolve));
clearInterval(alive);
console.log(timeout.aborted, timeout.reason.name, timeout.reason.message, timeout.reason.code);
