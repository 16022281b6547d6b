import { spawn, execFile } from "node:child_process";
const ended = (c) =>
  new Promise((r) => {
    const seen = [];
    c.on("error", (e) => seen.push([e.name, e.code, e.message, e.cause?.message ?? e.cause]));
    c.on("close", (...a) => r([...seen, a]));
  });
const a = new AbortController(),
  c = spawn("sleep", ["9"], { signal: a.signal });
setTimeout(() => a.abort(new Error("why")), 5);
console.log(await ended(c), c.killed);
console.log(await ended(spawn("sleep", ["9"], { signal: AbortSignal.abort() })));
console.log(await ended(spawn("sleep", ["9"], { timeout: 20, killSignal: "SIGKILL" })));
await new Promise((r) =>
  execFile("sleep", ["9"], { signal: AbortSignal.abort() }, (e) => {
    console.log(e.name, e.code);
    r();
  }),
);
const b = new AbortController(),
  quick = spawn("true", { signal: b.signal });
await new Promise((r) => quick.on("exit", r));
b.abort();
console.log("nothing happens");
try {
  spawn("a", { signal: 5 });
} catch (e) {
  console.log(e.code, e.message);
}
