import { spawn } from "node:child_process";
const child = spawn("sh", ["-c", "read line; echo got $line; exit 5"]);
console.log(
  typeof child.pid,
  child.spawnfile,
  child.spawnargs,
  child.killed,
  child.exitCode,
  child.signalCode,
  child.connected,
  child.stdio.length,
);
const seen = [];
for (const e of ["spawn", "exit", "close", "error", "disconnect"])
  child.on(e, (...a) => seen.push([e, ...a]));
let out = "";
child.stdout.setEncoding("utf8").on("data", (d) => (out += d));
child.stdin.end("a line\n");
await new Promise((r) => child.on("close", r));
console.log(
  seen,
  out,
  child.exitCode,
  child.signalCode,
  child.stdin.destroyed,
  child.stdout.destroyed,
  child.kill(),
);
