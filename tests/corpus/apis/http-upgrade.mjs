// A connection that becomes something else.
import http from "node:http";
import net from "node:net";
import { once } from "node:events";

const server = http.createServer((request, response) => response.end("plain"));
server.on("upgrade", (request, socket, head) => {
  console.log("upgrade", request.method, request.url, request.headers.upgrade, head.toString(), socket instanceof net.Socket, request.upgrade);
  socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nfirst");
  socket.on("data", (bytes) => socket.write(bytes.toString().toUpperCase()));
  socket.on("end", () => socket.end());
});
server.on("connect", (request, socket, head) => {
  console.log("connect", request.method, request.url, head.length);
  socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
  socket.on("data", (bytes) => socket.end(`tunnel ${bytes}`));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const request = http.get({ port, host: "127.0.0.1", path: "/chat", headers: { Connection: "Upgrade", Upgrade: "echo" } });
request.on("response", () => console.log("never"));
const [response, socket, head] = await once(request, "upgrade");
console.log(response.statusCode, response.headers.upgrade, head.toString(), socket === request.socket, request.destroyed);
socket.write("hello");
console.log((await once(socket, "data")).toString());
socket.end();
await once(socket, "close");
const tunnel = http.request({ port, host: "127.0.0.1", method: "CONNECT", path: "example.com:443" }).end();
const [answer, through] = await once(tunnel, "connect");
console.log(answer.statusCode, answer.statusMessage);
through.write("x");
console.log((await once(through, "data")).toString());
await once(through, "close");
const refused = http.get({ port, host: "127.0.0.1" });
const [plain] = await once(refused, "response");
console.log(plain.statusCode, plain.upgrade);
plain.resume();
await once(plain, "end");
server.close();
