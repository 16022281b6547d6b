// What a response has in its head, byte by byte.
import http from "node:http";
import net from "node:net";
import { once } from "node:events";

const programs = {
  "/end": (r) => r.end("x"),
  "/empty": (r) => r.end(),
  "/write": (r) => { r.write("a"); r.write("b"); r.end("c"); },
  "/status": (r) => { r.statusCode = 404; r.end("no"); },
  "/message": (r) => { r.statusCode = 299; r.statusMessage = "Mine"; r.end(); },
  "/odd": (r) => { r.statusCode = 599; r.end(); },
  "/head": (r) => r.writeHead(201, { "X-A": 1, "Content-Type": "text/plain" }).end("made"),
  "/head-message": (r) => { r.writeHead(200, "Fine", ["X-A", "1", "X-A", "2"]); r.end("ok"); },
  "/flat": (r) => { r.setHeader("X-Before", "b"); r.setHeader("X-A", "0"); r.writeHead(200, ["X-A", "1", "X-B", "2"]); r.end("ok"); },
  "/204": (r) => { r.writeHead(204); r.end(); },
  "/304": (r) => { r.writeHead(304); r.end("never sent"); },
  "/length": (r) => { r.setHeader("Content-Length", 3); r.write("ab"); r.end("c"); },
  "/cookies": (r) => { r.setHeader("Set-Cookie", ["a=1", "b=2"]); r.appendHeader("Set-Cookie", "c=3"); r.end(); },
  "/close": (r) => { r.setHeader("Connection", "close"); r.end("bye"); },
  "/date": (r) => { r.sendDate = false; r.end(); },
  "/removed": (r) => { r.setHeader("X-A", "1"); r.removeHeader("X-A"); r.removeHeader("Date"); r.removeHeader("Connection"); r.end("x"); },
  "/no-length": (r) => { r.removeHeader("content-length"); r.end("x"); },
  "/no-chunks": (r) => { r.removeHeader("transfer-encoding"); r.write("x"); r.end(); },
  "/trailers": (r) => { r.setHeader("Trailer", "X-T"); r.write("x"); r.addTrailers({ "X-T": "t" }); r.end(); },
  "/flush": (r) => { r.flushHeaders(); setTimeout(() => r.end("later"), 5); },
  "/bytes": (r) => { r.setHeader("X-A", "ü"); r.end(Buffer.from([1, 2, 255])); },
  "/latin": (r) => r.end("ü", "latin1"),
  "/continue": (r) => { r.writeContinue(); r.writeProcessing(); r.writeEarlyHints({ link: "</a.css>; rel=preload; as=style", "x-b": "c" }); r.end("then"); },
};
let finished;
const server = http.createServer((request, response) => {
  response.on("finish", () => finished());
  programs[request.url](response);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
for (const [version, extra] of [["1.1", ""], ["1.0", ""], ["1.0", "Connection: keep-alive\r\n"]]) {
  for (const path of Object.keys(programs)) {
    if (version === "1.0" && path === "/trailers") continue;
    const socket = net.connect(server.address().port, "127.0.0.1");
    let all = "";
    socket.setEncoding("latin1").on("data", (text) => (all += text));
    socket.write(`GET ${path} HTTP/${version}\r\nHost: h\r\n${extra}\r\n`);
    await new Promise((resolve) => (finished = resolve));
    socket.end();
    await once(socket, "close");
    console.log(version, extra.trim(), path, JSON.stringify(all.replace(/Date: [^\r]+ GMT/g, "Date: now")));
  }
}
server.close();
