import { exec, execFile } from "node:child_process";
import { promisify } from "node:util";
const e = promisify(exec),
  f = promisify(execFile);
console.log(await e("echo one"), await f("echo", ["two", "three"]), await f("echo"));
for (const p of [e("echo a; echo b >&2; exit 4"), f("false"), f("no-such-file", ["x"])])
  await p.catch((x) => console.log(x.message, { ...x }));
const p = e("cat");
p.child.stdin.end("through");
console.log((await p).stdout);
await e("sleep 9", { signal: AbortSignal.timeout(20) }).catch((x) => console.log(x.name, x.code, x.message));
