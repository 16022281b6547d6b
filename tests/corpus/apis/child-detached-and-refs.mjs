import { spawn } from "node:child_process";
const c = spawn("sleep", ["0.05"], { detached: true, stdio: "ignore" });
c.unref();
c.ref();
c.on("exit", (code) => console.log("exit", code));
const k = spawn("sleep", ["30"], { stdio: "ignore" });
k.unref();
process.on("exit", () => {
  console.log("leaving", k.exitCode);
  k.kill();
});
