// Channels that set what a storage holds while something runs.
import diagnostics from "node:diagnostics_channel";
import { AsyncLocalStorage } from "node:async_hooks";
const log = console.log;
const [first, second] = [new AsyncLocalStorage(), new AsyncLocalStorage()];
const channel = diagnostics.channel("work");
log(channel.hasSubscribers);
channel.bindStore(first);
channel.bindStore(second, (data) => ({ changed: data.n }));
log(channel.hasSubscribers, diagnostics.hasSubscribers("work"));
channel.subscribe((message, name) => log("heard", message, name, first.getStore()));
const result = channel.runStores({ n: 1 }, function (...args) {
  log(this.self, args, first.getStore(), second.getStore());
  setTimeout(() => log("later", first.getStore(), second.getStore()), 1);
  return "result";
}, { self: true }, "a", "b");
log(result, first.getStore());
log(channel.unbindStore(second), channel.unbindStore(second));
channel.runStores({ n: 2 }, () => log(first.getStore(), second.getStore()));
try {
  channel.runStores({ n: 3 }, () => {
    throw new Error("from within");
  });
} catch (error) {
  log(error.message, first.getStore());
}
process.once("uncaughtException", (error) => log("uncaught", error.message));
channel.bindStore(second, () => {
  throw new Error("from the change");
});
log(channel.runStores({ n: 4 }, () => [first.getStore(), second.getStore()]));
await new Promise((resolve) => setTimeout(resolve, 5));

const tracing = diagnostics.tracingChannel("task");
tracing.start.bindStore(first, (context) => `store of ${context.name}`);
const events = [];
tracing.subscribe(Object.fromEntries(["start", "end", "asyncStart", "asyncEnd", "error"].map((event) => [event, () => events.push(`${event} ${first.getStore()}`)])));
log(tracing.traceSync(() => first.getStore(), { name: "sync" }), events.splice(0));
log(await tracing.tracePromise(async () => {
  await null;
  return first.getStore();
}, { name: "promise" }), events.splice(0));
await new Promise((resolve) => {
  tracing.traceCallback((done) => setTimeout(() => done(null, first.getStore()), 1), 0, { name: "callback" }, null, (_, value) => {
    log(value, first.getStore());
    resolve();
  });
});
log(events.splice(0));
