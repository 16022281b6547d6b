// Time-outs of requests: by option, by agent, by call; whose listeners a connection has; what a listener that fails later answers.
import http from "node:http";
import { EventEmitter, once } from "node:events";

const server = http.createServer((request, response) => {
  if (request.url === "/never") return;
  response.end("answer");
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const at = { port, host: "127.0.0.1" };
const closed = (request) => new Promise((resolve) => request.on("close", resolve));
const end = async (request) => {
  request.on("error", (error) => console.log("error", error.code, error.message));
  request.on("timeout", () => {
    console.log("timeout", request.socket.listenerCount("timeout"));
    request.destroy();
  });
  await closed(request);
};

// The connection has the time of the option at once, and that of the call when it is made.
const both = http.get({ ...at, path: "/never", timeout: 5000 });
both.setTimeout(4000);
both.on("socket", (socket) => {
  console.log("socket", socket.timeout, socket.connecting);
  socket.on("connect", () => {
    console.log("connect", socket.timeout);
    socket.setTimeout(10);
  });
});
await end(both);

// By option alone, also before the request is whole.
const open = http.request({ ...at, path: "/never", timeout: 20 });
await end(open);
await end(http.get({ ...at, path: "/never", agent: new http.Agent({ timeout: 20 }) }));
const called = http.get({ ...at, path: "/never" });
called.setTimeout(20, () => console.log("called back"));
await end(called);

// A connection that is used again has no more listeners than before.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
for (let n = 0; n < 4; n++) {
  const request = http.get({ ...at, agent, timeout: 2 ** 31 - 1 });
  const [response] = await once(request, "response");
  console.log(response.socket.listenerCount("timeout"), response.socket.timeout, request.reusedSocket);
  response.resume();
  await closed(request);
}
agent.destroy();

// What an agent cannot make.
const broken = new http.Agent();
broken.createSocket = (request, options, done) => done(new Error("no socket"));
const none = http.get({ ...at, agent: broken });
none.on("error", (error) => console.log(error.message));
await closed(none);
console.log(none.destroyed);
for (const options of [{ headers: { host: [] } }, { timeout: null }, { timeout: "1" }])
  try {
    http.request({ ...at, ...options }).on("error", () => {}).destroy();
    console.log("a request");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }

// Two servers and room for one connection in all.
const few = new http.Agent({ keepAlive: true, maxTotalSockets: 1 });
const second = http.createServer((request, response) => response.end("second"));
second.listen(0, "127.0.0.1");
await once(second, "listening");
const answers = [port, second.address().port, port].map((port) => new Promise((resolve) => {
  http.get({ host: "127.0.0.1", port, agent: few, headers: { connection: "close" } }, (response) => response.resume().on("end", () => resolve(response.statusCode)));
}));
console.log(await Promise.all(answers));
few.destroy();
second.close();

// More on a URL than there was, and a listener that fails later.
EventEmitter.captureRejections = true;
const failing = http.createServer(async (request, response) => {
  response.setHeader("x-set", "1");
  throw new Error("later");
});
EventEmitter.captureRejections = false;
failing.listen(0, "127.0.0.1");
await once(failing, "listening");
const url = Object.assign(new URL(`http://127.0.0.1:${failing.address().port}/`), { headers: { "x-more": "1" } });
const request = http.get(url);
console.log(request.getHeader("x-more"));
const [response] = await once(request, "response");
console.log(response.statusCode, response.headers["x-set"]);
let body = "";
for await (const part of response) body += part;
console.log(body);
failing.close();
server.close();
server.closeAllConnections();
console.log("the end");
