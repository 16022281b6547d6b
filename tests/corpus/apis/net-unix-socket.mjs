// A socket by its path.
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "net-"));
const where = path.join(folder, "socket");
const server = net.createServer((socket) => {
  console.log(JSON.stringify(socket.address()), socket.remoteAddress, socket.remotePort, socket.localAddress);
  socket.end("by path");
});
server.listen(where, () => {
  console.log(server.address() === where, fs.statSync(where).isSocket());
  const client = net.createConnection(where, () => console.log("connected"));
  let all = "";
  client.setEncoding("latin1").on("data", (text) => (all += text));
  client.on("close", () => {
    console.log(all);
    const again = net.createServer().listen(where);
    again.on("error", (error) => {
      console.log(error.code, error.message === `listen EADDRINUSE: address already in use ${where}`, error.port);
      server.close(() => {
        console.log(fs.existsSync(where));
        fs.rmdirSync(folder);
      });
    });
  });
});
