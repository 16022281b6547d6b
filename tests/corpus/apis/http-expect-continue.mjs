// A client that asks before it sends.
import http from "node:http";
import { once } from "node:events";

const play = async (listeners) => {
  const server = http.createServer((request, response) => { request.resume(); request.on("end", () => response.end("got it")); });
  for (const [name, listener] of Object.entries(listeners)) server.on(name, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const request = http.request({ port: server.address().port, host: "127.0.0.1", method: "POST", headers: { Expect: listeners.expect ?? "100-continue", "Content-Length": 4 } });
  const told = [];
  request.on("continue", () => { told.push("continue"); request.end("body"); });
  request.on("information", (it) => told.push(`information ${it.statusCode} ${it.statusMessage} ${it.httpVersion}`));
  request.on("response", (response) => {
    told.push(`response ${response.statusCode}`);
    if (!request.writableEnded) request.end("body");
    response.resume();
  });
  request.on("error", (error) => told.push(`error ${error.code}`));
  request.flushHeaders();
  await once(request, "close");
  console.log(told.join(", "));
  server.close();
  server.closeAllConnections();
};
await play({});
await play({ checkContinue: (request, response) => { console.log("asked", request.headers.expect); response.writeContinue(); request.resume().on("end", () => response.end("checked")); } });
await play({ checkContinue: (request, response) => { response.writeHead(413); response.end(); } });
