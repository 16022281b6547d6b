import { EventEmitter } from "node:events";
const e = new EventEmitter({ captureRejections: true });
e.on("x", async (v) => { throw new Error(`async ${v}`); });
e.on("error", (error) => console.log("error:", error.message));
e.emit("x", 1);
const s = new EventEmitter({ captureRejections: true });
s[Symbol.for("nodejs.rejection")] = (error, type, ...args) => console.log("rejection", error.message, type, args);
s.on("y", async () => { throw new Error("own"); });
s.emit("y", 1, 2);
