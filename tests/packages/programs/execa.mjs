import { $, execa, execaSync } from "execa";

const done = await execa("echo", ["hi", "there"]);
console.log(done.stdout, done.exitCode, done.command, done.failed);
await execa("sh", ["-c", "echo out; echo problem >&2; exit 3"]).catch((error) => {
  console.log(error.name, error.exitCode, error.stdout, error.stderr, error.shortMessage);
});
await execa("no-such-program-here").catch((error) => console.log(error.code, error.shortMessage.split("\n")[0]));
console.log((await $`echo ${"a b"} ${["c", "d"]}`).stdout, execaSync("cat", { input: "given" }).stdout);
console.log((await execa({ lines: true })`printf ${"a\nb"}`).stdout);
for await (const line of execa`printf ${"1\n2\n3"}`) console.log("line", line);
console.log((await execa("cat", { input: "pipe" }).pipe("tr", ["p", "q"])).stdout);
console.log((await execa({ stdout: function* (line) { yield line.toUpperCase(); } })`echo transformed`).stdout);
console.log((await execa("sh", ["-c", "echo $GIVEN"], { env: { GIVEN: "value" } })).stdout, (await execa({ reject: false })`false`).exitCode);
const controller = new AbortController();
const waiting = execa("sleep", ["60"], { cancelSignal: controller.signal });
controller.abort();
await waiting.catch((error) => console.log(error.isCanceled, error.isTerminated));
