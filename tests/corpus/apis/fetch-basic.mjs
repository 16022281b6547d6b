// `fetch` and what a server sees of it.
import http from "node:http";
import { once } from "node:events";

const server = http.createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (part) => (body += part));
  request.on("end", () => {
    const raw = request.rawHeaders.map((it) => it.replace(/127\.0\.0\.1:\d+/, "HERE").replace(/----formdata-\S+/, "BOUNDARY"));
    response.writeHead(200, "Very OK", { "Content-Type": "application/json", "X-A": "b", "Set-Cookie": ["a=1", "b=2"] });
    response.end(JSON.stringify({ method: request.method, url: request.url, raw, size: body.length }));
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
const first = await fetch(url);
console.log(first.status, first.statusText, first.ok, first.type, first.redirected, first.url === `${url}/`, first.headers.get("x-a"), first.headers.getSetCookie(), first.bodyUsed, first.body instanceof ReadableStream);
console.log([...first.headers].map(([name]) => name).join());
console.log(await first.json(), first.bodyUsed);
const ask = async (path, init) => console.log(JSON.stringify(await (await fetch(`${url}${path}`, init)).json()));
await ask("/a b?c=d e#f");
await ask("/", { method: "POST", body: "text", headers: { "X-B": "c", Accept: "mine", "User-Agent": "me" } });
await ask("/", { method: "POST" });
await ask("/", { method: "put", body: new Uint8Array(5) });
await ask("/", { method: "PATCH", body: new URLSearchParams({ a: "b c" }) });
await ask("/", { method: "DELETE" });
await ask("/", { method: "POST", body: new Blob(["abc"], { type: "t/y" }) });
await ask("/", { method: "POST", body: new ReadableStream({ start(c) { c.enqueue(new Uint8Array(3)); c.close(); } }), duplex: "half" });
await ask("/", { headers: [["x-one", "1"], ["x-one", "2"], ["cookie", "a=b"]] });
await ask("/", { method: "POST", body: "{}", headers: new Headers({ "Content-Type": "application/json" }) });
const form = new FormData();
form.append("field", "value");
const sent = await (await fetch(url, { method: "POST", body: form })).json();
console.log(sent.raw.includes("multipart/form-data; boundary=BOUNDARY"), sent.size > 100);
const head = await fetch(url, { method: "HEAD" });
console.log(head.status, await head.text(), head.headers.get("content-type"), head.body);
await ask("/request", new Request(url + "/ignored", { method: "POST", body: "from a request" }));
console.log((await (await fetch(new Request(url, { method: "POST", body: "r" }))).json()).size);
console.log((await (await fetch(new URL("/by-url", url))).json()).url);
server.close();
