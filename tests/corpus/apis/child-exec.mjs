import { exec } from "node:child_process";
const run = (...a) =>
  new Promise((r) => exec(...a, (e, out, err) => r([e && { ...e }, e?.message, out, err])));
console.log(await run("echo out; echo err >&2"));
console.log(await run("exit 3"));
console.log(await run("echo said; exit 1"));
console.log(await run("kill -TERM $$"));
console.log(await run("echo $X", { env: { X: "from env" } }));
console.log(await run("pwd", { cwd: "/" }));
console.log(await run("printf abc", { encoding: "buffer" }));
console.log(await run("printf 'ü'", { encoding: "latin1" }));
console.log(await run("echo $0", { shell: "/bin/sh" }));
console.log(await run("sleep 9", { timeout: 30 }));
console.log(await run("sleep 9", { timeout: 30, killSignal: "SIGKILL" }));
