// What whoever started a program ignores counts for it no more, nor for its children.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const child = fileURLToPath(new URL("shared/ends-a-child.mjs", import.meta.url));
const shell = spawn("sh", ["-c", 'trap "" INT TERM HUP; exec "$@"', "sh", process.execPath, child], {
  stdio: ["ignore", "pipe", "inherit"],
});
shell.stdout.on("data", (text) => {
  console.log(String(text).trim());
  shell.kill("SIGTERM");
});
shell.on("close", (code, signal) => console.log("the program", code, signal));
