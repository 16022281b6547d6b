import path from "node:path";
const log = console.log;
const { parse } = JSON;
globalThis.Array =
  globalThis.Object =
  globalThis.Map =
  globalThis.Promise =
  globalThis.Error =
  globalThis.TypeError =
  globalThis.Symbol =
  globalThis.Reflect =
  globalThis.String =
  globalThis.Number =
    undefined;
globalThis.setTimeout = undefined;
log(path.join("a", "b"));
log(new URL("http://x/?a=b").searchParams.get("a"), Buffer.from("hi").toString("hex"));
log(structuredClone([1, { a: 2 }]));
const { setTimeout: sleep } = await import("node:timers/promises");
log(await sleep(1, "slept"));
const { EventEmitter } = await import("node:events");
new EventEmitter().on("a", () => log("a")).emit("a");
const util = await import("node:util");
log(util.inspect([{ x: 1 }]), util.format("%s", "y"));
try {
  path.join(5);
} catch (e) {
  log(e.code);
}
