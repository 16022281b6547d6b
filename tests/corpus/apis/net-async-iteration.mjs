// Sockets as async iterables and in pipelines.
import net from "node:net";
import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { Transform } from "node:stream";

const server = net.createServer(async (socket) => {
  const upper = new Transform({ transform(chunk, _, done) { done(null, chunk.toString().toUpperCase()); } });
  await pipeline(socket, upper, socket);
  console.log("the server's pipeline is done");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const client = net.connect(server.address().port, "127.0.0.1");
client.setEncoding("utf8");
client.write("some ");
client.end("text");
let all = "";
for await (const part of client) all += part;
console.log(all, client.destroyed, client.readableEnded);
server.close();
await once(server, "close");
