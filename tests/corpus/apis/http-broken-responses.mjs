// Responses that are not whole.
import http from "node:http";
import net from "node:net";
import { once } from "node:events";

const answers = {
  "half a body": "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
  "half a chunk": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
  "no last chunk": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
  "to the end": "HTTP/1.1 200 OK\r\n\r\nall of it",
  "1.0": "HTTP/1.0 200 OK\r\n\r\nold",
  "no reason": "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
  "trailers": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX-T: t\r\nX-T: u\r\n\r\n",
  "too long": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nokmore",
  "bad chunk": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  "two lengths": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
  "bad status": "HTTP/1.1 2x OK\r\n\r\n",
  "bad header": "HTTP/1.1 200 OK\r\nbad header: x\r\n\r\n",
  "half a head": "HTTP/1.1 200 OK\r\nX-A",
  "nothing": "",
};
for (const [name, answer] of Object.entries(answers)) {
  const server = net.createServer((socket) => { socket.on("error", () => {}); socket.once("data", () => socket.end(answer)); });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const told = [];
  await new Promise((resolve) => {
    const request = http.get({ port: server.address().port, host: "127.0.0.1", agent: false }, (response) => {
      told.push(`response ${response.statusCode} ${response.statusMessage} ${response.httpVersion}`);
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => told.push(`end ${text} ${response.complete} ${JSON.stringify(response.trailers)} ${JSON.stringify(response.rawTrailers)}`));
      response.on("aborted", () => told.push(`aborted ${text}`));
      response.on("error", (error) => told.push(`response error ${error.code} ${error.message}`));
      response.on("close", () => told.push(`response close ${response.complete} ${response.aborted}`));
    });
    request.on("error", (error) => told.push(`error ${error.code} ${error.message}`));
    request.on("close", () => { told.push("close"); setTimeout(resolve, 10); });
  });
  server.close();
  console.log(`${name}: ${told.join("; ")}`);
}
