// Bodies that stream, both ways.
import http from "node:http";
import { once } from "node:events";

const server = http.createServer(async (request, response) => {
  if (request.url === "/slow") {
    for (const part of ["one ", "two ", "three"]) { response.write(part); await new Promise((resolve) => setTimeout(resolve, 15)); }
    return response.end();
  }
  if (request.url === "/big") return response.end(Buffer.alloc(2_000_000, 7));
  let size = 0;
  for await (const part of request) size += part.length;
  response.end(String(size));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
const slow = await fetch(`${url}/slow`);
let text = "", parts = 0;
for await (const part of slow.body.pipeThrough(new TextDecoderStream())) { text += part; parts++; }
console.log(text, parts > 1, slow.bodyUsed);
const reader = (await fetch(`${url}/big`)).body.getReader();
let size = 0;
for (;;) { const { done, value } = await reader.read(); if (done) break; size += value.length; if (!(value instanceof Uint8Array)) console.log("no bytes"); }
console.log(size);
let sent = 0;
const stream = new ReadableStream({ pull(controller) { if (sent === 20) return controller.close(); sent++; controller.enqueue(new Uint8Array(50_000)); } });
console.log(await (await fetch(url, { method: "POST", body: stream, duplex: "half" })).text());
async function* chunks() { yield new TextEncoder().encode("abc"); yield new TextEncoder().encode("de"); }
console.log(await (await fetch(url, { method: "POST", body: ReadableStream.from(chunks()), duplex: "half" })).text());
const part = await fetch(`${url}/big`);
const first = await part.body.getReader().read();
console.log(first.done, first.value.length > 0);
const cancelled = await fetch(`${url}/big`);
await cancelled.body.cancel();
console.log(cancelled.bodyUsed);
const copied = await fetch(`${url}/slow`);
const other = copied.clone();
console.log(await copied.text(), await other.text());
const all = await Promise.all(Array.from({ length: 30 }, async () => (await (await fetch(`${url}/big`)).arrayBuffer()).byteLength));
console.log(all.every((it) => it === 2_000_000), all.length);
server.close();
server.closeAllConnections();
