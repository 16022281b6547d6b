import { spawn } from "node:child_process";
const end = (c) => new Promise((r) => c.on("exit", (...a) => r(a)));
for (const signal of [undefined, "SIGKILL", "SIGINT", 15, "sigterm"]) {
  const c = spawn("sleep", ["9"]);
  console.log(c.kill(signal), c.killed, await end(c), c.signalCode, c.exitCode, c.kill());
}
const c = spawn("sleep", ["9"]);
console.log(c.kill(0), c.killed);
for (const s of ["NOPE", 999])
  try {
    c.kill(s);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
c.kill();
await end(c);
const trap = spawn("sh", [
  "-c",
  "trap 'echo trapped; exit 3' TERM; echo ready; while :; do sleep 0.05; done",
]);
trap.stdout.once("data", () => trap.kill());
let out = "";
trap.stdout.on("data", (d) => (out += d));
console.log(await end(trap));
await new Promise((r) => setTimeout(r, 5));
console.log(out);
