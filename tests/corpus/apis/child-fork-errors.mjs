// What cannot be forked or sent, and descriptors behind the first three.
import { fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

const tried = (body) => {
  try {
    body();
    console.log("no error");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
tried(() => fork(3));
tried(() => fork("x", "y"));
tried(() => fork("x", [], 5));
tried(() => fork("x", { stdio: ["pipe", "pipe", "pipe"] }));
tried(() => fork("x", { stdio: "foo" }));
tried(() => fork("x", { stdio: [0, 1, 2, "ipc", "ipc"] }));
tried(() => spawn("x", { stdio: ["ipc"], serialization: "foo" }));
tried(() => spawnSync("x", { stdio: ["ipc"] }));

const child = spawn("sh", ["-c", "echo three >&3; cat <&4 >&3"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe", "ipc"] });
console.log(child.stdio.map((it) => it !== null), child.connected, Object.keys(child).includes("send"));
tried(() => child.send(undefined));
tried(() => child.send(() => {}));
tried(() => child.send(Symbol("s")));
tried(() => child.send({}, {}));
tried(() => child.send({}, undefined, 3));
let said = "";
child.stdio[3].setEncoding("utf8").on("data", (it) => (said += it));
child.stdio[4].end("four");
console.log(await once(child, "close"), JSON.stringify(said));

const none = spawn("true");
console.log(none.connected, none.send, none.channel);
const missing = spawn("/nothing/here", { stdio: ["ignore", "ignore", "ignore", "ipc"] });
missing.on("error", (error) => console.log(error.code, missing.pid));
missing.on("close", (code) => console.log("closed", code, missing.connected));
