// A server and a client over TLS, with a certificate made for this.
import https from "node:https";
import tls from "node:tls";
import { once } from "node:events";
import { cert, key } from "./shared/localhost.mjs";

const server = https.createServer({ cert, key }, (request, response) => {
  response.end(`${request.method} ${request.url} ${request.socket.encrypted} ${request.socket instanceof tls.TLSSocket}`);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const ask = (options) =>
  new Promise((resolve) => {
    const request = https.get({ port, host: "127.0.0.1", servername: "localhost", agent: false, ...options }, async (response) => {
      const { socket } = response;
      let text = "";
      for await (const part of response) text += part;
      resolve(`${response.statusCode} ${text} ${socket.authorized} ${socket.authorizationError} ${socket.getProtocol()}`);
    });
    request.on("error", (error) => resolve(`${error.name} ${error.code} ${error.message}`));
  });
console.log(await ask({ ca: cert, path: "/trusted" }));
console.log(await ask({}));
console.log(await ask({ rejectUnauthorized: false, path: "/anyway" }));
console.log((await ask({ ca: cert, servername: "other.example" })).split(".")[0]);
console.log(await ask({ ca: cert, host: "localhost", family: 4, servername: undefined }));
const agent = new https.Agent({ keepAlive: true, ca: cert });
const first = await ask({ agent }), second = await ask({ agent });
console.log(first === second, agent.defaultPort, agent.protocol, Object.keys(agent.freeSockets).length);
agent.destroy();

const plain = tls.createServer({ cert, key, ALPNProtocols: ["mine", "other"] }, (socket) => {
  console.log("server", socket.encrypted, socket.alpnProtocol, socket.authorized);
  socket.on("data", (bytes) => socket.end(`echo ${bytes}`));
});
plain.listen(0, "127.0.0.1");
await once(plain, "listening");
const socket = tls.connect({ port: plain.address().port, host: "127.0.0.1", servername: "localhost", ca: [cert], ALPNProtocols: ["other"] });
console.log(socket.encrypted, socket.authorized, socket.connecting, socket.getProtocol());
await once(socket, "secureConnect");
console.log(socket.authorized, socket.authorizationError, socket.alpnProtocol, socket.getProtocol(), socket.remotePort === plain.address().port);
socket.write("hello");
let text = "";
for await (const part of socket.setEncoding("utf8")) text += part;
console.log(text);
plain.close();
await once(plain, "close");
try { https.request({ protocol: "http:" }); } catch (error) { console.log(error.code, error.message); }
const nobody = tls.connect({ port: plain.address()?.port ?? port, host: "127.0.0.1", ca: cert, servername: "localhost" });
nobody.on("secureConnect", () => { console.log("still"); nobody.destroy(); server.close(); server.closeAllConnections(); });
nobody.on("close", (hadError) => console.log("closed", hadError));
