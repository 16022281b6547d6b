// Bodies as streams: pipelines, back pressure, and pauses.
import http from "node:http";
import { once } from "node:events";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

const server = http.createServer(async (request, response) => {
  if (request.url === "/upper") {
    await pipeline(request, new Transform({ transform(chunk, _, done) { done(null, chunk.toString().toUpperCase()); } }), response);
    console.log("piped", response.writableFinished);
  } else if (request.url === "/big") {
    let waits = 0;
    for (let i = 0; i < 200; i++) if (!response.write(Buffer.alloc(100_000, i % 251))) { waits++; await once(response, "drain"); }
    response.end(() => console.log("waited", waits > 0));
  } else {
    let size = 0;
    for await (const part of request) { size += part.length; await null; }
    response.end(String(size));
  }
});
// A slow machine takes its time between two requests.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
const upper = http.request({ port, host: "127.0.0.1", method: "POST", path: "/upper" });
const answer = once(upper, "response");
await pipeline(Readable.from(["some ", "text ", "in parts"]), upper);
let text = "";
for await (const part of (await answer)[0].setEncoding("utf8")) text += part;
console.log(text);

const [big] = await once(http.get({ port, host: "127.0.0.1", path: "/big" }), "response");
let size = 0, isRight = true, at = 0;
for await (const part of big) {
  for (let i = 0; i < part.length; i += 1000) isRight &&= part[i] === Math.floor((at + i) / 100_000) % 251;
  at += part.length;
  size += part.length;
  if (size % 7 === 0) await new Promise(setImmediate);
}
console.log(size, isRight, big.complete);

const long = http.request({ port, host: "127.0.0.1", method: "POST", path: "/size" });
for (let i = 0; i < 100; i++) if (!long.write("x".repeat(50_000))) await once(long, "drain");
long.end();
const [counted] = await once(long, "response");
for await (const part of counted) console.log(String(part));
server.close();
