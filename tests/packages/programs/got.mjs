import got from "got";
import { createServer } from "node:http";
let tries = 0;
const server = createServer((request, response) => {
  if (request.url === "/json") { response.setHeader("content-type", "application/json"); return response.end('{"a":1}'); }
  if (request.url === "/moved") { response.writeHead(302, { location: "/json" }); return response.end(); }
  response.statusCode = ++tries < 2 ? 503 : 200;
  response.end("after retry");
}).listen(0, "127.0.0.1", async () => {
  const prefixUrl = `http://127.0.0.1:${server.address().port}`;
  console.log(await got("json", { prefixUrl }).json(), (await got("moved", { prefixUrl })).body);
  console.log((await got("retry", { prefixUrl, retry: { limit: 2, calculateDelay: () => 1 } })).body);
  server.close(() => console.log("closed"));
});
