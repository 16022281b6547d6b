import process, { nextTick, stdout } from "process";
import * as ns from "node:process";
console.log(
  ns.default === process,
  typeof nextTick,
  stdout === process.stdout,
  ns.pid === process.pid,
  typeof ns.exit,
  process.argv0.length > 0,
  process.argv.slice(2),
);
process.once("x", (v) => console.log("x", v));
console.log(process.emit("x", 1), process.emit("x", 2));
process.title = "t";
console.log(process.title, process.noDeprecation, process.features.inspector !== undefined);
nextTick(() => console.log("tick"));
await new Promise((resolve) => process.nextTick(resolve));
console.log("after");
process.exitCode = 0;
