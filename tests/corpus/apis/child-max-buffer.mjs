import { exec, execFileSync, spawnSync } from "node:child_process";
const run = (...a) =>
  new Promise((r) => exec(...a, (e, out, err) => r([e?.name, e?.code, e?.message, out.length, err.length])));
console.log(await run("printf 1234567890", { maxBuffer: 4 }));
console.log(await run("printf 1234567890 >&2", { maxBuffer: 4 }));
console.log(await run("printf 1234", { maxBuffer: 4 }));
console.log(await run("printf 1234567890", { maxBuffer: Infinity }));
const r = spawnSync("sh", ["-c", "printf 1234567890"], { maxBuffer: 4 });
console.log(r.error?.code, r.stdout.toString());
try {
  execFileSync("printf", ["1234567890"], { maxBuffer: 4 });
} catch (e) {
  console.log(e.code, e.message);
}
