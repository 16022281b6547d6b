// Every way to open something, when nothing more can be opened: a typed error, and the program goes on.
import fs from "node:fs";
import net from "node:net";
import { once } from "node:events";
import { spawn, spawnSync } from "node:child_process";

const open = [];
const exhaust = () => {
  try {
    for (;;) open.push(fs.openSync("/dev/null"));
  } catch (error) {
    console.log(error.code, error.errno, error.syscall, error.path, error.message);
  }
};
exhaust();
console.log(open.length > 100);

const told = async (what, begin) => {
  try {
    await begin();
    console.log(what, "went well");
  } catch (error) {
    console.log(what, error.code, error.syscall);
  }
};
await told("promises.open", () => fs.promises.open("/dev/null"));
await told("readFile", () => fs.promises.readFile("/dev/null"));
await told("readdirSync", () => fs.readdirSync("/"));
await told("writeFileSync", () => fs.writeFileSync("/tmp/never-written", ""));
await told("createReadStream", () => once(fs.createReadStream("/dev/null"), "open"));
await told("opendir", () => fs.promises.opendir("/"));
await told("connect", () => once(net.connect(1, "127.0.0.1"), "connect"));
await told("listen", () => once(net.createServer().listen(0), "listening"));
await told("spawn", () => once(spawn("true"), "spawn"));
await told("spawnSync", () => { throw spawnSync("true").error; });
await told("watch", () => fs.watch("/"));
await told("fetch", () => fetch("http://127.0.0.1:1").catch((error) => { throw error.cause; }));

for (const file of open.splice(0)) fs.closeSync(file);
await told("readFile", () => fs.promises.readFile("/dev/null"));
await told("listen", async () => {
  const server = net.createServer().listen(0);
  await once(server, "listening");
  server.close();
});
await told("spawn", () => once(spawn("true"), "exit"));
