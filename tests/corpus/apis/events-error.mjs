import { EventEmitter, errorMonitor } from "node:events";
const e = new EventEmitter();
for (const value of [new Error("x"), "text", { a: 1 }, undefined, null, 42]) {
  try { e.emit("error", value); } catch (error) { console.log(error.name, error.code, error.message, error.context); }
}
e.on(errorMonitor, (error) => console.log("monitor", error.message));
try { e.emit("error", new TypeError("y")); } catch (error) { console.log(error.name, error.message); }
e.on("error", (error) => console.log("handled", error.message));
console.log(e.emit("error", new Error("z")));
for (const bad of [undefined, null, 1, "f", {}]) try { e.on("x", bad); } catch (error) { console.log(error.code, error.message); }
