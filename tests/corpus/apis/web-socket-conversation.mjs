// node: --experimental-websocket
// A websocket and a server that speaks the protocol by hand: events and their order, texts, bytes, closing.
import { createServer } from "node:http";
import { createHash } from "node:crypto";

const log = console.log;
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A frame of the server's. */
function frame(opcode, payload, isFinal = true) {
  const bytes = Buffer.from(payload);
  const head = [(isFinal ? 0x80 : 0) | opcode];
  if (bytes.length < 126) head.push(bytes.length);
  else if (bytes.length < 65536) head.push(126, bytes.length >> 8, bytes.length & 255);
  else head.push(127, 0, 0, 0, 0, (bytes.length >>> 24) & 255, (bytes.length >> 16) & 255, (bytes.length >> 8) & 255, bytes.length & 255);
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** Tells of each whole frame of the client's. */
function read(socket, told) {
  let waiting = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      if (waiting.length < 2) return;
      const isMasked = (waiting[1] & 0x80) !== 0;
      let length = waiting[1] & 0x7f;
      let at = 2;
      if (length === 126) [length, at] = [waiting.readUInt16BE(2), 4];
      else if (length === 127) [length, at] = [Number(waiting.readBigUInt64BE(2)), 10];
      const mask = waiting.subarray(at, at + 4);
      at += 4;
      if (waiting.length < at + length) return;
      const payload = Buffer.from(waiting.subarray(at, at + length));
      for (let i = 0; i < length; i++) payload[i] ^= mask[i % 4];
      const opcode = waiting[0] & 15;
      waiting = waiting.subarray(at + length);
      told(opcode, payload, isMasked);
    }
  });
}

const pongs = [];
const server = createServer();
server.on("upgrade", (request, socket) => {
  const { headers, method, url } = request;
  log("server", method, url, headers.upgrade, headers.connection.toLowerCase(), headers["sec-websocket-version"], headers["sec-websocket-protocol"]);
  const accept = createHash("sha1").update(headers["sec-websocket-key"] + GUID).digest("base64");
  const wanted = headers["sec-websocket-protocol"]?.split(", ")[1];
  socket.write(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${accept}\r\n${wanted ? `Sec-WebSocket-Protocol: ${wanted}\r\n` : ""}\r\n`,
  );
  read(socket, (opcode, payload, isMasked) => {
    if (opcode === 8) {
      log("server hears close", payload.length >= 2 ? payload.readUInt16BE(0) : "none");
      socket.end(frame(8, payload));
    } else if (opcode === 10) pongs.push(payload.toString());
    else if (payload.toString() === "ping me") socket.write(Buffer.concat([frame(9, "are you there"), frame(1, "pinged")]));
    else if (payload.toString() === "in pieces")
      socket.write(Buffer.concat([frame(1, "one ", false), frame(9, ""), frame(0, "two ", false), frame(0, "three")]));
    else if (payload.toString() === "close me") {
      const why = Buffer.from("..enough");
      why.writeUInt16BE(4001, 0);
      socket.write(frame(8, why));
    } else {
      log("server hears", opcode, isMasked, payload.length < 40 ? payload.toString("latin1") : payload.length);
      socket.write(frame(opcode, payload));
    }
  });
  socket.on("error", () => {});
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address();

/** The next event of a type. */
const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

const first = new WebSocket(`ws://127.0.0.1:${port}/chat?room=1`, ["a.b", "c.d"]);
log(first.readyState, first.url.replace(port, "PORT"), first.protocol, first.binaryType, first.bufferedAmount);
first.onopen = (event) => log("onopen", event.type, event.constructor.name, event.target === first);
const opened = await next(first, "open");
log(opened.type, first.readyState, first.protocol, JSON.stringify(first.extensions));

first.send("hello");
let message = await next(first, "message");
log(message.constructor.name, message.data, message.origin.replace(port, "PORT"), message.lastEventId, message.source, message.ports.length);
first.send("grüße → 😀");
log((await next(first, "message")).data);
first.send(new Uint8Array([1, 2, 3, 250]).subarray(1));
message = await next(first, "message");
log(message.data instanceof Blob, message.data.size, message.data.type, [...new Uint8Array(await message.data.arrayBuffer())]);
first.binaryType = "arraybuffer";
first.send(new Uint16Array([513, 1027]).buffer);
message = await next(first, "message");
log(message.data instanceof ArrayBuffer, [...new Uint8Array(message.data)]);
first.send(new Blob(["from ", "a blob"]));
log(Buffer.from((await next(first, "message")).data).toString());
first.send("x".repeat(300));
log((await next(first, "message")).data.length);
first.send("y".repeat(70_000));
log((await next(first, "message")).data.length);
first.send("");
log(JSON.stringify((await next(first, "message")).data));
first.send("ping me");
log((await next(first, "message")).data);
first.send("in pieces");
log((await next(first, "message")).data);
const burst = [];
const hasAll = new Promise((resolve) => {
  first.onmessage = (event) => {
    if (burst.push(event.data) === 3) resolve();
  };
});
for (let i = 0; i < 3; i++) first.send(`burst ${i}`);
await hasAll;
first.onmessage = null;
log(burst);
first.send(5);
log((await next(first, "message")).data);
log("buffered", first.bufferedAmount, pongs);

first.onclose = (event) => log("onclose", event.constructor.name, event.code, event.reason, event.wasClean, first.readyState);
first.close(3000, "thanks");
log("closing", first.readyState);
first.close();
first.send("too late");
await next(first, "close");
log("closed", first.readyState);
first.close();

const second = new WebSocket(new URL(`ws://127.0.0.1:${port}/other`));
await next(second, "open");
log(JSON.stringify(second.protocol));
second.send("close me");
const closed = await next(second, "close");
log(closed.code, closed.reason, closed.wasClean);

const third = new WebSocket(`ws://127.0.0.1:${port}/`);
await next(third, "open");
third.close();
const plain = await next(third, "close");
log(plain.code, JSON.stringify(plain.reason), plain.wasClean);
server.close(() => log("server closed"));
server.closeAllConnections();
