// What can be wrong about connecting.
import net from "node:net";

for (const args of [[], [{}], [{ host: "127.0.0.1" }], [{ port: -1 }], [70000], [{ port: {} }], [{ port: true }], ["x".length, 5], [{ path: 5 }], [{ port: 80, localAddress: "x" }], [{ port: 80, localPort: "x", host: "127.0.0.1" }], [{ port: 80, lookup: 5 }], [{ port: 1, family: 7 }]]) {
  let socket;
  try {
    socket = net.connect(...args);
    socket.on("error", () => {});
    console.log("made", typeof socket);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
  socket?.destroy();
}
for (const options of [{ objectMode: true }, { readableObjectMode: true }, { writableObjectMode: true }, { keepAliveInitialDelay: "x" }]) {
  try { new net.Socket(options); } catch (error) { console.log(error.name, error.code, error.message); }
}
const socket = net.Socket();
console.log(socket instanceof net.Socket, net.Stream === net.Socket, net.connect === net.createConnection, net.Server() instanceof net.Server);
console.log(socket.setNoDelay() === socket, socket.setKeepAlive(true, 1000) === socket, socket.ref() === socket, socket.unref() === socket, socket.setTimeout(0) === socket, socket.allowHalfOpen);
