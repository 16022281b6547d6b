// A program that sends itself a signal nobody listens for ends by it, with all it has said; so does `process.abort()`.
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ways = {
  term: () => process.kill(process.pid),
  kill: () => process.kill(process.pid, "SIGKILL"),
  hup: () => process.kill(process.pid, 1),
  abort: () => process.abort(),
  later: () => setTimeout(() => process.kill(process.pid, "SIGINT"), 1),
  unheard() {
    process.once("SIGTERM", () => {
      console.log("heard");
      process.kill(process.pid, "SIGTERM");
    });
    process.kill(process.pid, "SIGTERM");
    setInterval(() => {}, 1000);
  },
  ignored() {
    process.kill(process.pid, "SIGWINCH");
    console.log("goes on");
  },
};
const file = fileURLToPath(import.meta.url);
const way = process.argv[2];
if (way !== undefined) {
  process.on("exit", (code) => console.log("exit", code));
  console.log("begun");
  ways[way]();
} else {
  for (const it of Object.keys(ways)) {
    const { status, signal, stdout } = spawnSync(process.execPath, [file, it], { encoding: "utf8" });
    console.log(it, status, signal, JSON.stringify(stdout));
  }
  spawn(process.execPath, [file, "term"]).on("exit", (code, signal) => console.log("spawned", code, signal));
}
