// Closing a server: idle connections go, those at work are waited for.
import http from "node:http";
import { once } from "node:events";

let answer;
const server = http.createServer((request, response) => {
  if (request.url === "/slow") answer = () => response.end("slow");
  else response.end("fast");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const agent = new http.Agent({ keepAlive: true });
const ask = async (path) => {
  const [response] = await once(http.get({ port, host: "127.0.0.1", path, agent }), "response");
  let text = "";
  for await (const part of response) text += part;
  return text;
};
console.log(await ask("/fast"));
const arrived = once(server, "request");
const slow = ask("/slow");
await arrived;
const closed = new Promise((resolve) => server.close((error) => resolve(["closed", error])));
console.log(server.listening);
answer();
console.log(await slow);
console.log(...(await closed));
server.close((error) => console.log(error.code));

const stuck = http.createServer(() => {});
stuck.listen(0, "127.0.0.1");
await once(stuck, "listening");
const request = http.get({ port: stuck.address().port, host: "127.0.0.1" });
request.on("error", (error) => console.log("stuck", error.code));
await once(stuck, "request");
stuck.close(() => console.log("stuck closed"));
stuck.closeIdleConnections();
stuck.closeAllConnections();
