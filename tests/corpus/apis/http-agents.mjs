// Connections that are used again, and those that wait for one.
import http from "node:http";
import { once } from "node:events";

let connections = 0;
const server = http.createServer((request, response) => response.end(`${request.socket.number} ${request.headers.connection}`));
server.on("connection", (socket) => (socket.number = ++connections));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const ask = async (agent, path = "/") => {
  const request = http.get({ port, host: "127.0.0.1", path, agent });
  const [response] = await once(request, "response");
  let text = "";
  for await (const part of response) text += part;
  return `${text} reused ${request.reusedSocket}`;
};
const count = (sockets) => Object.values(sockets).reduce((sum, list) => sum + list.length, 0);
const state = (agent) => `sockets ${count(agent.sockets)} free ${count(agent.freeSockets)} requests ${count(agent.requests)} total ${agent.totalSocketCount}`;

const keeping = new http.Agent({ keepAlive: true, maxSockets: 2 });
console.log(await ask(keeping));
await new Promise(setImmediate);
console.log(state(keeping));
console.log(await ask(keeping));
const all = [ask(keeping), ask(keeping), ask(keeping), ask(keeping)];
console.log(state(keeping));
console.log((await Promise.all(all)).map((it) => it.split(" ").slice(1).join(" ")).sort());
console.log(connections);
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(state(keeping));
keeping.destroy();
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(state(keeping));

const closing = new http.Agent();
connections = 0;
console.log(await ask(closing));
console.log(await ask(closing));
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(connections, state(closing));
console.log(await ask(false));
console.log(keeping.getName({ host: "h", port: 1 }), keeping.getName({}), keeping.getName({ socketPath: "/s", family: 4, localAddress: "1.1.1.1" }), closing.getName({ host: "h", port: 80, family: 6 }));
console.log(http.globalAgent.keepAlive, http.globalAgent.maxSockets, http.globalAgent.maxFreeSockets, http.globalAgent.scheduling, http.globalAgent.options.timeout, http.globalAgent.defaultPort, http.globalAgent.protocol);
for (const options of [{ scheduling: "x" }, { maxTotalSockets: "x" }, { maxTotalSockets: -1 }]) {
  try { new http.Agent(options); } catch (error) { console.log(error.name, error.code, error.message); }
}
server.close();
server.closeAllConnections();
