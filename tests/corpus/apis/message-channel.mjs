// MessageChannel: order, copies, closing.
const log = console.log;
/** Until so many messages have come. */
const messages = (port, count) =>
  new Promise((resolve) => {
    port.on("message", function hear() {
      if (--count > 0) return;
      port.off("message", hear);
      setImmediate(resolve);
    });
  });
const { port1, port2 } = new MessageChannel();
log(port1 instanceof EventTarget);
const object = { a: [1, new Map([[1, 2]])] };
port2.onmessage = (event) => {
  log(
    "message",
    event.data,
    event.constructor.name,
    event.type,
    event.target === port2,
    event.data !== object,
    event.ports.length,
  );
  Promise.resolve().then(() => log("microtask after", event.data));
};
const two = messages(port2, 2);
port1.postMessage("first");
port1.postMessage(object);
log("posted");
await two;
port1.on("message", (value) => log("on", value));
port1.once("message", (value) => log("once", value));
const answered = messages(port1, 2);
port2.postMessage(1);
port2.postMessage(2);
await answered;
const buffer = new ArrayBuffer(8);
const moved = messages(port2, 1);
port1.postMessage(buffer, [buffer]);
log(buffer.byteLength);
await moved;
for (const bad of [() => port1.postMessage(), () => port1.postMessage(() => {}), () => new MessagePort()]) {
  try {
    bad();
  } catch (error) {
    log(error.name, error.code);
  }
}
const closed = Promise.all([port1, port2].map((port) => new Promise((resolve) => port.on("close", resolve))));
port2.close();
await closed;
port1.postMessage("nobody hears");
const late = new MessageChannel();
late.port1.postMessage("waits");
await new Promise((resolve) => {
  late.port2.addEventListener("message", (event) => {
    log("late", event.data);
    resolve();
  });
  late.port2.start();
});
late.port1.close();
const event = new MessageEvent("message", { data: 5, origin: "here", lastEventId: "7" });
log(event.data, event.origin, event.lastEventId, event.source, event.ports);
