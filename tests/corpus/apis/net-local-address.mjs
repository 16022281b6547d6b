// A connection that says where it comes from, names that lead nowhere, and writes after the other side has ended.
import net from "node:net";
import { once } from "node:events";

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.on("error", () => {});
  socket.end();
  socket.resume();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();

// A port that is free: it has just been given back.
const spare = net.createServer().listen(0, "127.0.0.1");
await once(spare, "listening");
const localPort = spare.address().port;
spare.close();
await once(spare, "close");
const from = net.connect({ port, host: "127.0.0.1", localAddress: "127.0.0.1", localPort });
from.resume();
await once(from, "connect");
console.log(from.localAddress, from.localPort === localPort);
await once(from, "close");
const other = net.connect({ port, host: "127.0.0.1", localAddress: "127.0.0.2" });
other.resume();
await once(other, "connect");
console.log(other.localAddress);
await once(other, "close");

// An address that is not of this machine.
const foreign = net.connect({ port, host: "127.0.0.1", localAddress: "192.0.2.1" });
const [error] = await once(foreign, "error");
console.log(error.message, error.code, error.syscall, error.address, error.errno);
for (const options of [{ localAddress: "nowhere" }, { localPort: "x" }, { lookup: 1 }, { lookup: {} }])
  try {
    net.connect({ port, host: "localhost", ...options }).on("error", () => {});
    console.log("connects");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }

// A look-up of its own that says nonsense.
for (const found of [[{ address: "127.0.0.1", family: 100 }], [{ address: "here", family: 4 }]]) {
  const socket = net.connect({ port: 1, host: "somewhere", lookup: (_, options, done) => done(null, options.all ? found : found[0].address, found[0].family) });
  const [error] = await once(socket, "error");
  console.log(error.name, error.code, error.message, error.host, error.port);
}

// What may still be written when the other side has ended: all until this one has.
const late = net.connect(port, "127.0.0.1");
late.resume();
late.on("end", () => {
  console.log(late.writable, late.write("still"));
  late.end(() => console.log("all of it"));
});
await once(late, "close");
const ended = net.connect(port, "127.0.0.1", () => ended.end());
ended.resume();
ended.on("end", () => console.log(ended.write("too late", (error) => console.log("written", error.code, error.message))));
const [refused] = await once(ended, "error");
console.log(refused.code, refused.message);
server.close(() => console.log("closed"));
