// Waiting too long.
import http from "node:http";
import { once } from "node:events";

const server = http.createServer((request, response) => {
  if (request.url === "/server") response.setTimeout(30, (socket) => { console.log("server", typeof socket.write); response.end("late"); });
  else if (request.url === "/request") request.setTimeout(30, () => response.end("after the request's"));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const request = http.get({ port, host: "127.0.0.1", timeout: 40 });
request.on("timeout", () => { console.log("timeout", request.destroyed, request.timeout); request.destroy(); });
const [error] = await once(request, "close").catch((error) => [error]);
console.log(error?.code, error?.message);
const second = http.get({ port, host: "127.0.0.1" });
second.setTimeout(40, () => second.destroy(new Error("too late")));
await once(second, "close").catch((error) => console.log(error.message));
for (const path of ["/server", "/request"]) {
  const [response] = await once(http.get({ port, host: "127.0.0.1", path }), "response");
  let text = "";
  for await (const part of response) text += part;
  console.log(text);
}
server.setTimeout(30, (socket) => { console.log("the server's", server.timeout); socket.destroy(); });
await once(http.get({ port, host: "127.0.0.1", agent: false }), "response").catch((error) => console.log(error.code, error.message));
server.close();
server.closeAllConnections();
