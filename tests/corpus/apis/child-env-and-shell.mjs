import { execSync, spawnSync } from "node:child_process";
process.env.CHANGED = "by us";
delete process.env.SAVELOOP_TEST;
console.log(
  execSync("echo [$CHANGED] [$SAVELOOP_TEST]").toString(),
  execSync("echo [$CHANGED] [$A]", { env: { ...process.env, A: "1" } }).toString(),
  spawnSync("env", { env: { ONLY: "this", U: undefined, N: 5 }, encoding: "utf8" })
    .stdout.split("\n")
    .sort(),
);
console.log(
  spawnSync("echo", ["$CHANGED", "a  b"], { shell: true, encoding: "utf8" }).stdout,
  spawnSync("echo", ["$CHANGED", "a  b"], { encoding: "utf8" }).stdout,
  spawnSync("sh", ["-c", "echo $0 $1", "zero", "one"], { encoding: "utf8" }).stdout,
  spawnSync("sh", ["-c", "echo $0"], { argv0: "renamed", encoding: "utf8" }).stdout,
);
console.log(
  execSync("pwd", { cwd: new URL("file:///tmp") }).toString(),
  execSync("umask", { encoding: "utf8" }).length,
);
