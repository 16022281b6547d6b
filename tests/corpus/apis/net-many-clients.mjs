// Several connections, counted, and a most of them.
import net from "node:net";
import { once } from "node:events";

const server = net.createServer((socket) => { socket.on("error", () => {}); socket.write("hi"); });
server.maxConnections = 3;
server.on("drop", (data) => console.log("drop", Object.keys(data).join(), data.localFamily));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const count = () => new Promise((resolve) => server.getConnections((error, count) => resolve(count)));
const clients = [];
for (let i = 0; i < 3; i++) {
  const client = net.connect(port, "127.0.0.1");
  clients.push(client);
  await once(client, "data");
  console.log(await count(), server.connections === undefined);
}
const refused = net.connect(port, "127.0.0.1");
refused.on("error", () => {});
refused.resume();
await once(refused, "close");
console.log("refused", await count());
clients[0].destroy();
await once(clients[0], "close");
server.close(() => console.log("server closed"));
console.log(server.listening);
for (const client of clients.slice(1)) client.end().resume();
