// The ways to say where to listen.
import net from "node:net";
import { once } from "node:events";

async function shows(name, server) {
  if (!server.listening) await once(server, "listening");
  const at = server.address();
  console.log(name, typeof at === "string" ? at : `${at.address} ${at.family} ${at.port > 0}`);
  server.close();
  await once(server, "close");
}
await shows("nothing", net.createServer().listen());
await shows("0", net.createServer().listen(0));
await shows("text", net.createServer().listen("0"));
await shows("callback", net.createServer().listen(() => console.log("called")));
await shows("port and callback", net.createServer().listen(0, () => console.log("called")));
await shows("host", net.createServer().listen(0, "127.0.0.1"));
await shows("backlog", net.createServer().listen(0, "127.0.0.1", 5));
await shows("options", net.createServer().listen({ port: 0, host: "127.0.0.1" }));
await shows("options without a host", net.createServer().listen({ port: 0 }));
await shows("exclusive", net.createServer().listen({ port: 0, host: "localhost", exclusive: true }));
const server = net.createServer();
console.log(server.listen(0) === server, server.listening, typeof server.address().port);
server.on("listening", () => console.log("listening"));
await once(server, "listening");
server.close(() => console.log("closed"));
console.log(server.listening, server.address());
const controller = new AbortController();
const aborted = net.createServer().listen({ port: 0, signal: controller.signal });
aborted.on("close", () => console.log("closed by its signal"));
await once(aborted, "listening");
controller.abort();
