// Bodies that come compressed.
import http from "node:http";
import zlib from "node:zlib";
import { once } from "node:events";

const text = "some text that is said again. ".repeat(500);
const server = http.createServer((request, response) => {
  const codings = { "/gzip": zlib.gzipSync, "/deflate": zlib.deflateSync, "/br": zlib.brotliCompressSync, "/x-gzip": zlib.gzipSync };
  const coding = request.url.slice(1);
  if (codings[request.url]) return response.setHeader("Content-Encoding", coding).end(codings[request.url](text));
  if (coding === "two") return response.setHeader("Content-Encoding", "deflate, gzip").end(zlib.gzipSync(zlib.deflateSync(text)));
  if (coding === "wrong") return response.setHeader("Content-Encoding", "gzip").end("not gzip");
  if (coding === "unknown") return response.setHeader("Content-Encoding", "mine").end("as it is");
  response.end(text);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
for (const path of ["/gzip", "/deflate", "/br", "/x-gzip", "/two", "/plain", "/unknown", "/wrong"]) {
  try {
    const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`);
    const got = await response.text();
    console.log(path, response.headers.get("content-encoding"), got === text, got.length);
  } catch (error) {
    console.log(path, error.name, error.message, error.cause?.code);
  }
}
server.close();
