// diagnostics_channel.tracingChannel.
import { channel, tracingChannel } from "node:diagnostics_channel";
const log = console.log;
const tracing = tracingChannel("work");
log(tracing.hasSubscribers ?? false, tracing.start.name, tracing.asyncEnd.name, Object.keys(tracing));
log(tracing.traceSync((a, b) => a + b, {}, undefined, 1, 2));
const show = (event) => (message) => log(event, JSON.stringify(message), message.error?.message ?? "");
const handlers = Object.fromEntries(
  ["start", "end", "asyncStart", "asyncEnd", "error"].map((it) => [it, show(it)]),
);
tracing.subscribe(handlers);
log(
  tracing.traceSync(
    function (a) {
      return `${this.me} ${a}`;
    },
    { id: 1 },
    { me: "self" },
    "argument",
  ),
);
try {
  tracing.traceSync(
    () => {
      throw new Error("sync failure");
    },
    { id: 2 },
  );
} catch (error) {
  log("thrown", error.message);
}
log(await tracing.tracePromise(async (x) => x * 2, { id: 3 }, null, 21));
await tracing
  .tracePromise(
    async () => {
      throw new Error("rejected");
    },
    { id: 4 },
  )
  .catch((error) => log("caught", error.message));
tracing.traceCallback(
  (value, callback) => setImmediate(callback, null, value),
  -1,
  { id: 5 },
  undefined,
  "called",
  (error, value) => log("callback", error, value),
);
await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
tracing.traceCallback(
  (callback) => callback(new Error("in callback")),
  0,
  { id: 6 },
  undefined,
  (error) => log("callback", error.message),
);
log(tracing.unsubscribe(handlers), tracing.unsubscribe(handlers));
tracing.traceSync(() => log("quiet"));
const own = tracingChannel({
  start: channel("s"),
  end: channel("e"),
  asyncStart: channel("as"),
  asyncEnd: channel("ae"),
  error: channel("er"),
});
log(own.start === channel("s"));
for (const bad of [() => tracingChannel(5)]) {
  try {
    bad();
  } catch (error) {
    log(error.name, error.code);
  }
}
