// node: --experimental-websocket
// A websocket over TLS, to a server whose certificate nobody vouches for.
import https from "node:https";
import { createHash } from "node:crypto";
import { cert, key } from "./shared/localhost.mjs";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const server = https.createServer({ cert, key });
server.on("upgrade", (request, socket) => {
  console.log("upgrade", request.url, socket.encrypted);
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.write(Buffer.from([0x81, 5, ...Buffer.from("hello")]));
  socket.on("data", (chunk) => {
    // The client's close, answered as it came.
    const code = [chunk[6] ^ chunk[2], chunk[7] ^ chunk[3]];
    console.log("closed with", code[0] * 256 + code[1]);
    socket.end(Buffer.from([0x88, 2, ...code]));
  });
});
server.on("tlsClientError", () => {});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `wss://localhost:${server.address().port}/secret`;
const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

const distrusting = new WebSocket(url.replace("localhost", "127.0.0.1"));
const failed = await next(distrusting, "error");
console.log(failed.type, distrusting.protocol === "");

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
process.removeAllListeners("warning");
const socket = new WebSocket(url.replace("localhost", "127.0.0.1"));
const message = await next(socket, "message");
console.log(message.data, new URL(message.origin).protocol, socket.readyState);
socket.close(4567);
const closed = await next(socket, "close");
console.log(closed.code, closed.wasClean);
server.close();
server.closeAllConnections();
