// A server that echoes, and a client that ends first.
import net from "node:net";

const said = { server: [], client: [] };
const server = net.createServer((socket) => {
  said.server.push(`connection ${socket.readyState} ${socket.remoteFamily} ${typeof socket.remotePort}`);
  socket.setEncoding("utf8");
  socket.on("data", (text) => { said.server.push(`data ${text}`); socket.write(text.toUpperCase()); });
  socket.on("end", () => said.server.push("end"));
  socket.on("close", (hadError) => said.server.push(`close ${hadError}`));
});
server.listen(0, "127.0.0.1", () => {
  const { address, family, port } = server.address();
  console.log(address, family, typeof port, server.listening);
  const client = net.connect(port, "127.0.0.1");
  said.client.push(`${client.connecting} ${client.pending} ${client.readyState}`);
  client.on("connect", () => {
    said.client.push(`connect ${client.connecting} ${client.pending} ${client.readyState} ${client.remoteAddress} ${client.remotePort === port} ${client.localFamily}`);
    client.write("hello");
  });
  client.on("ready", () => said.client.push("ready"));
  client.on("data", (bytes) => { said.client.push(`data ${bytes} ${Buffer.isBuffer(bytes)}`); client.end(); });
  client.on("end", () => said.client.push("end"));
  client.on("finish", () => said.client.push("finish"));
  client.on("close", (hadError) => {
    said.client.push(`close ${hadError} ${client.bytesRead} ${client.bytesWritten} ${client.destroyed} ${client.readyState}`);
    server.close(() => {
      console.log(said.client.join("\n"));
      console.log(said.server.join("\n"));
      console.log("closed", server.listening, server.address());
    });
  });
});
console.log("listening later", server.listening, server.address());
