// What `fetch` is rejected with.
import net from "node:net";
import http from "node:http";
import { once } from "node:events";

const shown = async (name, body) => {
  try { const response = await body(); console.log(name, response instanceof Response ? response.status : response); } catch (error) {
    console.log(name, error.name, error.message.split("\n")[0].replace(/\d{4,5}/, "PORT"), "cause:", error.cause?.name, error.cause?.code, error.cause?.message?.replace(/\d{4,5}/, "PORT"), error instanceof TypeError);
  }
};
await shown("no url", () => fetch());
await shown("bad url", () => fetch("nope"));
await shown("credentials", () => fetch("http://a:b@127.0.0.1/"));
await shown("scheme", () => fetch("ftp://x/"));
await shown("file", () => fetch("file:///etc/passwd"));
await shown("about", () => fetch("about:blank"));
await shown("port 1", () => fetch("http://127.0.0.1:1/"));
await shown("port 22", () => fetch("http://127.0.0.1:22/"));
await shown("host", () => fetch("http://no..host/"));
await shown("GET with a body", () => fetch("http://127.0.0.1/", { body: "x" }));
await shown("header", () => fetch("http://127.0.0.1/", { headers: { "a b": "c" } }));
await shown("method", () => fetch("http://127.0.0.1/", { method: "a b" }));
const free = net.createServer().listen(0, "127.0.0.1");
await once(free, "listening");
const { port } = free.address();
free.close();
await once(free, "close");
await shown("refused", () => fetch(`http://127.0.0.1:${port}/`));
const raw = async (answer) => {
  const server = net.createServer((socket) => { socket.on("error", () => {}); socket.once("data", () => { if (answer === null) socket.destroy(); else socket.end(answer); }); });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
};
for (const [name, answer, reads] of [["closed", null], ["half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true]]) {
  const { url, close } = await raw(answer);
  await shown(name, async () => { const response = await fetch(url); return reads ? response.text() : response; });
  close();
}
const server = http.createServer((request, response) => { if (request.url === "/slow") return; response.write("first"); if (request.url === "/body") return; response.end(); });
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
await shown("aborted before", () => fetch(url, { signal: AbortSignal.abort() }));
await shown("aborted before with a reason", () => fetch(url, { signal: AbortSignal.abort(new Error("mine")) }));
await shown("aborted with a text", async () => { try { await fetch(url, { signal: AbortSignal.abort("text") }); } catch (reason) { return `reason ${reason}`; } });
await shown("aborted while waiting", () => { const c = new AbortController(); setTimeout(() => c.abort(), 20); return fetch(`${url}/slow`, { signal: c.signal }); });
await shown("timed out", () => fetch(`${url}/slow`, { signal: AbortSignal.timeout(20) }));
await shown("aborted while reading", async () => { const c = new AbortController(); const response = await fetch(`${url}/body`, { signal: c.signal }); setTimeout(() => c.abort(), 20); return response.text(); });
await shown("aborted after", async () => { const c = new AbortController(); const response = await fetch(url, { signal: c.signal }); const text = await response.text(); c.abort(); return text; });
server.close();
server.closeAllConnections();
