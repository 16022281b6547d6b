// Requests that come before the ones before them are answered: in order.
import http from "node:http";
import net from "node:net";
import { once } from "node:events";

const server = http.createServer((request, response) => {
  console.log("request", request.url);
  // The first takes longest.
  setTimeout(() => { console.log("answers", request.url); response.end(request.url); }, request.url === "/1" ? 30 : 1);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const socket = net.connect(server.address().port, "127.0.0.1");
let all = "";
socket.setEncoding("latin1").on("data", (text) => (all += text));
socket.write("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nPOST /3 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /4 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
await once(socket, "close");
console.log(all.replace(/Date: [^\r]+/g, "Date: now"));
server.close();
