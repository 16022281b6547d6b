import pino from "pino";
import { Writable } from "node:stream";
const lines = [];
const log = pino({ level: "debug", base: null, timestamp: false }, { write: (line) => lines.push(line) });
log.info({ a: 1 }, "hello %s", "you");
log.child({ part: "x" }).warn("careful");
log.trace("never");
log.error(new Error("bad"));
console.log(lines[0].trim(), lines[1].trim(), JSON.parse(lines[2]).err.message, lines.length, typeof Writable);
