// Websockets that do not come about, or break: error, then close. Node 20 forgets the close: see the .out beside it.
import { createServer } from "node:http";
import { createServer as createTcp } from "node:net";
import { createHash } from "node:crypto";

const log = console.log;
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const listening = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
/** Every event until the close, in order. */
const story = (url, begin = () => {}, protocols = []) =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, protocols);
    const events = [];
    for (const type of ["open", "message", "error"])
      socket.addEventListener(type, (event) => events.push(`${type} ${socket.readyState} ${type === "message" ? event.data : ""}`.trim()));
    socket.onclose = (event) => resolve([...events, `close ${socket.readyState} ${event.code} ${JSON.stringify(event.reason)} ${event.wasClean}`]);
    begin(socket);
  });

const nobody = createTcp();
const free = await listening(nobody);
nobody.close();
log("refused", await story(`ws://127.0.0.1:${free}`));
log("closed at once", await story(`ws://127.0.0.1:${free}`, (socket) => socket.close()));

const plain = createServer((_, response) => response.end("no websocket"));
log("not 101", await story(`ws://127.0.0.1:${await listening(plain)}`));
plain.close();

const silent = createTcp((socket) => socket.end());
log("nothing at all", await story(`ws://127.0.0.1:${await listening(silent)}`));
silent.close();

const server = createServer();
const frames = {
  "/vanishes": [],
  "/bad-utf8": [0x81, 2, 0xc3, 0x28],
  "/masked": [0x81, 0x81, 1, 2, 3, 4, 0x60],
  "/reserved": [0xf1, 0],
  "/unknown": [0x83, 0],
  "/long-ping": [0x89, 126, 0, 200, ...new Array(200).fill(0)],
  "/continuation": [0x80, 1, 0x61],
  "/closes": [0x88, 0],
  "/message-then-gone": [0x81, 2, 0x68, 0x69],
};
server.on("upgrade", (request, socket) => {
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID).digest("base64");
  const given = request.url === "/wrong-accept" ? "nonsense" : accept;
  const protocol = request.url === "/protocol" ? "Sec-WebSocket-Protocol: never-asked\r\n" : "";
  socket.on("error", () => {});
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${given}\r\n${protocol}\r\n`);
  const bytes = frames[request.url] ?? [];
  socket.write(Buffer.from(bytes), () => {
    if (bytes.length === 0 || request.url.endsWith("gone")) socket.end();
  });
  socket.on("data", () => socket.end());
});
const port = await listening(server);
for (const path of ["/wrong-accept", "/protocol", ...Object.keys(frames)]) {
  log(path, await story(`ws://127.0.0.1:${port}${path}`));
}
server.close();
server.closeAllConnections();
