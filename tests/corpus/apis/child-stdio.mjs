import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "stdio-")),
  file = path.join(dir, "out");
for (const stdio of [
  "pipe",
  "ignore",
  ["ignore", "pipe", "ignore"],
  ["pipe", "ignore"],
  [null, undefined, "pipe"],
]) {
  const c = spawn("sh", ["-c", "echo x; echo y >&2"], { stdio });
  console.log(
    c.stdio.map((s) => s !== null),
    c.stdin !== null,
    c.stdout !== null,
    c.stderr !== null,
  );
  c.stdout?.resume();
  await new Promise((r) => c.on("close", r));
}
const fd = fs.openSync(file, "a");
await new Promise((r) => spawn("echo", ["to a file"], { stdio: ["ignore", fd, fd] }).on("close", r));
spawnSync("echo", ["and again"], { stdio: ["ignore", fd, "inherit"] });
fs.closeSync(fd);
console.log(fs.readFileSync(file, "utf8"));
fs.rmSync(dir, { recursive: true });
