// Forms with files sent to a server and back, requests and responses taken apart, a chat over channels.
import { createServer } from "node:http";
import { once } from "node:events";
import { createHash } from "node:crypto";

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  if (request.method !== "POST" || url.pathname !== "/upload") {
    response.writeHead(404, { "content-type": "application/problem+json" });
    return response.end(JSON.stringify({ title: "nothing there", at: url.pathname }));
  }
  const body = await new Response(ReadableStream.from(request), { headers: { "content-type": request.headers["content-type"] } }).formData();
  const answer = [];
  for (const [name, value] of body)
    answer.push(typeof value === "string" ? [name, value] : [name, value.name, value.type, value.size, createHash("md5").update(Buffer.from(await value.arrayBuffer())).digest("hex")]);
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("x-query", [...url.searchParams].join("&"));
  response.end(JSON.stringify(answer));
}).listen(0, "127.0.0.1");
await once(server, "listening");
const base = `http://127.0.0.1:${server.address().port}`;

const form = new FormData();
form.append("title", 'Quotes " and\nlines');
form.append("tag", "a");
form.append("tag", "ž😀");
form.append("file", new File(["hello ", Uint8Array.of(0, 255, 13, 10)], "näme \"x\".bin", { type: "application/x-own", lastModified: 5 }));
form.append("blob", new Blob(["<p>hi</p>"], { type: "text/html" }));
form.append("named", new Blob([]), "empty.txt");
form.set("tag", "only");
console.log([...form.keys()].join(), form.getAll("tag"), form.get("file").name, form.get("file").lastModified, form.get("blob").name);
let response = await fetch(`${base}/upload?a=1&b=%20x`, { method: "POST", body: form });
console.log(response.status, response.headers.get("content-type"), response.headers.get("x-query"));
console.log(await response.json());
response = await fetch(`${base}/upload`, { method: "POST", body: new URLSearchParams({ x: "1 2", y: "&=" }) });
console.log(await response.json());
response = await fetch(`${base}/other#part`);
console.log(response.ok, response.status, response.statusText, response.url.slice(base.length), await response.json(), response.bodyUsed);
await response.text().catch((error) => console.log(error.name, error.message));
server.close();
await once(server, "close");

const request = new Request("http://host/path?x=1", { method: "put", body: JSON.stringify({ a: 1 }), headers: [["X-One", "1"], ["x-one", "2"]] });
const copy = request.clone();
console.log(request.method, request.headers.get("x-one"), request.headers.get("content-type"), await copy.json(), (await request.arrayBuffer()).byteLength);
console.log(await new Response(new Blob(["ab", "cd"]).slice(1, 3)).text(), await new Blob(["x".repeat(5)]).stream().getReader().read().then((it) => it.value.length));
for (const make of [() => new Response("", { status: 99 }), () => new Request("nowhere"), () => new Request("http://a", { method: "GET", body: "x" }), () => new Headers({ "bad name": "x" }), () => form.append("x", "y", "z")])
  try {
    make();
  } catch (error) {
    console.log(error.name, error.message.replace(/^Failed to construct '\w+': /, ""));
  }

class Room {
  #channel;
  #log = [];
  constructor(name, room) {
    this.name = name;
    this.#channel = new BroadcastChannel(room);
    this.#channel.onmessage = ({ data }) => {
      this.#log.push(`${data.from}: ${data.text}${data.when instanceof Date ? " @" + data.when.getTime() : ""}`);
      if (data.text.startsWith("@") && data.text.slice(1) === this.name) this.say(`I am here, ${data.from}`);
      this.heard?.();
    };
  }
  say(text) {
    this.#channel.postMessage({ from: this.name, text, when: new Date(text.length), tags: new Set(["t"]) });
  }
  async until(count) {
    while (this.#log.length < count) await new Promise((resolve) => (this.heard = resolve));
    return this.#log.slice();
  }
  leave() {
    this.#channel.close();
  }
}
const [ada, bob, eve] = [new Room("ada", "tea"), new Room("bob", "tea"), new Room("eve", "elsewhere")];
ada.say("hello");
ada.say("@bob");
console.log(await bob.until(2), await ada.until(1));
for (const it of [ada, bob, eve]) it.leave();
try {
  ada.say("anybody?");
} catch (error) {
  console.log(error.name, error.message);
}
const { port1, port2 } = new MessageChannel();
port2.on("message", (value) => port2.postMessage({ got: value, size: value.bytes.byteLength }));
const bytes = Uint8Array.of(1, 2, 3);
port1.postMessage({ bytes, map: new Map([["k", [1n, null]]]) }, [bytes.buffer]);
const [answer] = await once(port1, "message");
console.log(answer, bytes.byteLength);
port1.close();
await once(port2, "close");
console.log("closed");
