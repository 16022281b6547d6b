// Requests that cannot be made, or fail.
import http from "node:http";
import net from "node:net";
import { once } from "node:events";

for (const args of [["not a url"], [{ path: "/a b" }], [{ protocol: "ftp:" }], [{ method: "A B" }], [{ method: 5 }], [{ host: 5 }], [{ hostname: {} }], [{ agent: {} }], [{ headers: { "a b": 1 } }], [{ headers: { a: undefined } }], [{ timeout: "x" }], [{ maxHeaderSize: -1 }], [{ insecureHTTPParser: 1 }], ["https://x/"], [{ port: 99999 }]]) {
  try { const request = http.request(...args); request.on("error", () => {}); request.destroy(); console.log("made"); } catch (error) { console.log(error.name, error.code, error.message); }
}
const told = async (name, request) => {
  const all = [];
  for (const event of ["socket", "response", "error", "abort", "close", "timeout", "finish"])
    request.on(event, (value) => all.push(event === "error" ? `error ${value.code} ${value.message.replace(/\d+$/, "PORT")}` : event));
  await new Promise((resolve) => request.once("close", resolve));
  console.log(name, all.join(", "), request.destroyed, request.aborted, request.reusedSocket);
};
const breaking = net.createServer((socket) => { socket.on("error", () => {}); socket.once("data", () => socket.destroy()); });
breaking.listen(0, "127.0.0.1");
await once(breaking, "listening");
const { port } = breaking.address();
await told("hang up", http.get({ port, host: "127.0.0.1" }));
await told("destroyed", http.get({ port, host: "127.0.0.1" }).destroy());
await told("destroyed with an error", http.get({ port, host: "127.0.0.1" }).destroy(Object.assign(new Error("mine"), { code: "MINE" })));
const aborted = http.get({ port, host: "127.0.0.1" });
aborted.abort();
await told("aborted", aborted);
const controller = new AbortController();
const signalled = http.get({ port, host: "127.0.0.1", signal: controller.signal });
controller.abort();
await told("by a signal", signalled);
await told("garbage", await (async () => {
  const server = net.createServer((socket) => socket.end("garbage\r\n\r\n")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const request = http.get({ port: server.address().port, host: "127.0.0.1" });
  request.on("close", () => server.close());
  return request;
})());
breaking.close();
await once(breaking, "close");
await told("refused", http.get({ port, host: "127.0.0.1" }));
