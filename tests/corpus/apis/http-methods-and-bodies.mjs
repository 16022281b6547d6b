// Requests of several methods, with bodies of several kinds.
import http from "node:http";
import { once } from "node:events";

const server = http.createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const { host, connection, ...headers } = request.headers;
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ method: request.method, url: request.url, version: request.httpVersion, connection, headers, body, complete: request.complete }));
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address();
async function ask(options, ...parts) {
  const request = http.request({ port, host: "127.0.0.1", ...options });
  for (const part of parts.slice(0, -1)) request.write(part);
  request.end(parts.at(-1));
  const [response] = await once(request, "response");
  let text = "";
  for await (const part of response.setEncoding("utf8")) text += part;
  console.log(request.method, response.statusCode, response.headers["content-type"], response.headers["content-length"], text);
}
await ask({});
await ask({ path: "/a?b=c" });
await ask({ method: "post" }, "text");
await ask({ method: "POST" }, "one ", "two ", "three");
await ask({ method: "PUT", headers: { "Content-Length": 4 } }, "1234");
await ask({ method: "PATCH", headers: { "X-Many": ["a", "b"], cookie: ["a=1", "b=2"], "X-Number": 5 } }, Buffer.from("buffer"));
await ask({ method: "DELETE" });
await ask({ method: "DELETE", headers: { "content-length": 2 } }, "ab");
await ask({ method: "OPTIONS", path: "*" });
await ask({ method: "HEAD" });
await ask({ method: "POST" }, "ü€😀");
await ask({ method: "POST" });
await ask({ headers: ["X-One", "1", "x-two", "2", "Host", "h"] });
await ask({ auth: "user:pass word" });
server.close();
