// What has no reference does not keep a program alive.
import net from "node:net";
import { once } from "node:events";

const server = net.createServer((socket) => socket.unref());
server.listen(0, "127.0.0.1");
await once(server, "listening");
const client = net.connect(server.address().port, "127.0.0.1");
await once(client, "connect");
client.unref();
server.unref();
client.on("close", () => console.log("never"));
process.on("exit", (code) => console.log("ends by itself", code, server.listening, client.destroyed));
