// Emitters whose listeners run as what made them.
import EventEmitter, { EventEmitterAsyncResource } from "node:events";
import { AsyncLocalStorage, AsyncResource, executionAsyncId } from "node:async_hooks";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const storage = new AsyncLocalStorage();
const emitter = storage.run("made here", () => new EventEmitterAsyncResource({ name: "Mine" }));
emitter.on("x", function (...args) {
  console.log(storage.getStore(), args, this === emitter, executionAsyncId() === emitter.asyncId);
});
storage.run("emitted here", () => console.log(emitter.emit("x", 1, 2), storage.getStore()));
console.log(emitter.emit("nobody"), emitter instanceof EventEmitter, EventEmitter.EventEmitterAsyncResource === EventEmitterAsyncResource);
console.log(typeof emitter.asyncId, typeof emitter.triggerAsyncId, emitter.asyncResource instanceof AsyncResource, emitter.asyncResource.eventEmitter === emitter);
show(() => emitter.emitDestroy());
class Named extends EventEmitterAsyncResource {}
show(() => new Named().asyncResource.constructor.name);
show(() => new Named({ triggerAsyncId: 7 }).triggerAsyncId);
show(() => new EventEmitterAsyncResource("by a string") instanceof EventEmitterAsyncResource);
show(() => new EventEmitterAsyncResource());
show(() => new EventEmitterAsyncResource({ name: 5 }));
const failing = new EventEmitterAsyncResource({ name: "Failing", captureRejections: true });
failing.on("error", (error) => console.log("error", error.message));
failing.on("x", async () => {
  throw new Error("captured");
});
failing.emit("x");
await new Promise(setImmediate);
show(() => failing.emit("error", new Error("direct")));
const plain = new EventEmitterAsyncResource({ name: "Plain" });
show(() => plain.emit("error", new RangeError("nobody listens")));
