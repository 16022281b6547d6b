// What a server says of its connections and of bad clients.
import http from "node:http";
import net from "node:net";
import { once } from "node:events";

const server = http.createServer((request, response) => response.end("x"));
server.listen(0, "127.0.0.1");
await once(server, "listening");
console.log(server.timeout, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.maxRequestsPerSocket, server.requireHostHeader, server.listening);
const bad = [
  "GARBAGE\r\n\r\n", "get / HTTP/1.1\r\n\r\n", "GET / HTTX/1.1\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0001\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"x".repeat(20000)}\r\n\r\n`,
  "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
];
const send = async (text) => {
  const socket = net.connect(server.address().port, "127.0.0.1");
  let all = "";
  socket.on("error", (error) => (all += error.code));
  socket.on("data", (part) => (all += part));
  socket.write(text, "latin1");
  setTimeout(() => socket.end(), 20);
  await once(socket, "close");
  return JSON.stringify(all.replace(/Date: [^\r]+/g, "Date: now"));
};
for (const text of bad) console.log(JSON.stringify(text.slice(0, 70)), await send(text));
server.on("clientError", (error, socket) => {
  console.log("clientError", error.name, error.code, error.message, error.reason, socket.writable);
  socket.end("HTTP/1.1 400 Mine\r\n\r\n");
});
for (const text of bad) console.log(await send(text));
server.close(() => console.log("closed"));
