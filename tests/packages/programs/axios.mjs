import axios from "axios";
import { createServer } from "node:http";
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part)).on("end", () => {
    response.writeHead(request.url === "/no" ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ url: request.url, method: request.method, body, type: request.headers["content-type"] }));
  });
}).listen(0, "127.0.0.1", async () => {
  const client = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}` });
  console.log((await client.get("/a", { params: { q: "x y" } })).data, (await client.post("/b", { a: 1 })).data);
  await client.get("/no").catch((error) => console.log(error.name, error.code, error.response.status));
  server.close(() => console.log("closed"));
});
