// What `process.argv` begins with starts the program again.
import { spawnSync } from "node:child_process";
import path from "node:path";
console.log(process.argv[0] === process.execPath, path.isAbsolute(process.argv[0]), path.basename(process.argv[1]), process.argv.slice(2));
if (process.argv[2] !== "again") {
  const { stdout, status } = spawnSync(process.argv[0], [process.argv[1], "again", "-x"], { encoding: "utf8" });
  console.log(status, stdout);
}
