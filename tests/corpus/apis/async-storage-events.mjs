import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter, once, on } from "node:events";
const als = new AsyncLocalStorage(),
  log = (n) => console.log(n, als.getStore()),
  e = new EventEmitter();
als.run("listener", () => e.on("x", () => log("heard")));
als.run("emitter", () => e.emit("x"));
e.emit("x");
const p = als.run("once", () => once(e, "y").then(() => log("once")));
als.run("other", () => e.emit("y"));
await p;
const t = new EventTarget();
als.run("added", () => t.addEventListener("z", () => log("target")));
als.run("sent", () => t.dispatchEvent(new Event("z")));
const c = new AbortController();
als.run("signal", () => c.signal.addEventListener("abort", () => log("abort")));
als.run("aborter", () => c.abort());
