// What whoever started a program ignores counts for it no more, nor for its children.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ends = fileURLToPath(new URL("shared/ends-by-signals.mjs", import.meta.url));
const shell = spawn("sh", ["-c", 'trap "" INT TERM HUP; exec "$@"', "sh", process.execPath, ends], {
  stdio: ["ignore", "inherit", "inherit"],
});
shell.on("close", (code, signal) => console.log("the program", code, signal));
