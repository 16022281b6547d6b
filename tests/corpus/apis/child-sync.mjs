import { execFileSync, execSync, spawnSync } from "node:child_process";
const show = (r) => {
  const { pid, ...rest } = r;
  return [typeof pid, rest];
};
console.log(show(spawnSync("sh", ["-c", "echo out; echo err >&2; exit 2"])));
console.log(show(spawnSync("cat", { input: "given", encoding: "utf8" })));
console.log(show(spawnSync("sh", ["-c", "kill -9 $$"])));
console.log(show(spawnSync("echo", ["x"], { stdio: "ignore" })));
console.log(
  spawnSync("sleep", ["9"], { timeout: 30 }).error.code,
  spawnSync("sleep", ["9"], { timeout: 30, killSignal: "SIGKILL" }).signal,
);
const r = spawnSync("no-such", ["a"]);
console.log(r.status, r.pid, r.output, r.error.code, r.error.message, r.error.path, r.error.spawnargs);
console.log(
  execSync("echo hi").toString(),
  execSync("cat", { input: Buffer.from("x") }),
  execFileSync("echo", ["a"], { encoding: "utf8" }),
);
for (const f of [
  () => execSync("echo no >&2; exit 9", { stdio: "pipe" }),
  () => execFileSync("sh", ["-c", "exit 5"], { stdio: "pipe" }),
  () => execFileSync("no-such"),
  () => execSync("sleep 9", { timeout: 20 }),
])
  try {
    f();
  } catch (e) {
    console.log(e.message, e.status, e.signal, e.code, e.stderr?.toString());
  }
for (const f of [
  () => execSync(),
  () => spawnSync(5),
  () => spawnSync("a", [], { timeout: -1 }),
  () => spawnSync("a", [], { maxBuffer: -1 }),
  () => spawnSync("cat", { input: 5 }),
  () => spawnSync("a", { stdio: ["ipc"] }),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
