// A child that is ended by a signal; the program itself waits for one.
import { spawn } from "node:child_process";

const child = spawn("sleep", ["600"]);
child.on("spawn", () => child.kill("SIGINT"));
child.on("close", (code, signal) => console.log("its child", code, signal));
setInterval(() => {}, 1000);
