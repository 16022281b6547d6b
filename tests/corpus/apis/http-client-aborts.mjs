// A client that goes away, and what the server hears of it.
import http from "node:http";
import { once } from "node:events";

const told = [];
let done;
const server = http.createServer((request, response) => {
  request.on("aborted", () => told.push("request aborted"));
  request.on("error", (error) => told.push(`request error ${error.code} ${error.message}`));
  request.on("close", () => { told.push(`request close ${request.aborted} ${request.destroyed} ${request.complete}`); });
  response.on("close", () => { told.push(`response close ${response.writableEnded} ${response.writableFinished} ${response.destroyed}`); setTimeout(done, 10); });
  response.on("finish", () => told.push("response finish"));
  if (request.url === "/half") response.write("half");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const play = async (name, begin) => {
  told.length = 0;
  const isDone = new Promise((resolve) => (done = resolve));
  const client = [];
  begin(client);
  await isDone;
  console.log(`${name}\n  server: ${told.join(", ")}\n  client: ${client.join(", ")}`);
};
const hear = (client, request) => {
  request.on("error", (error) => client.push(`error ${error.code} ${error.message}`));
  request.on("close", () => client.push("close"));
  return request;
};
await play("before the answer", (client) => {
  const request = hear(client, http.get({ port, host: "127.0.0.1", agent: false }));
  server.once("request", () => request.destroy());
});
await play("in the middle of the answer", (client) => {
  hear(client, http.get({ port, host: "127.0.0.1", path: "/half", agent: false }, (response) => {
    response.on("data", () => response.destroy());
    response.on("error", (error) => client.push(`response error ${error.code}`));
    response.on("close", () => client.push(`response close ${response.complete} ${response.aborted}`));
  }));
});
await play("in the middle of the question", (client) => {
  const request = hear(client, http.request({ port, host: "127.0.0.1", method: "POST", agent: false, headers: { "Content-Length": 100 } }));
  request.write("not all");
  server.once("request", (message) => message.once("data", () => request.destroy()));
});
server.close();
