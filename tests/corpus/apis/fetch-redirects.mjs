// Redirections.
import http from "node:http";
import { once } from "node:events";

const seen = [];
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part)).on("end", () => {
    seen.push(`${request.method} ${request.url} ${request.headers["content-type"] ?? "-"} ${request.headers.authorization ?? "-"} ${body || "-"}`);
    const [, kind, rest] = request.url.split("/");
    if (/^\d+$/.test(kind)) response.writeHead(Number(kind), { Location: rest === "elsewhere" ? `http://localhost:${server.address().port}/end` : rest === "bad" ? "ftp://x/" : rest === "none" ? undefined ?? "http://[" : "/end" }).end("moved");
    else if (kind === "loop") response.writeHead(302, { Location: "/loop" }).end();
    else if (kind === "chain") response.writeHead(302, { Location: Number(rest) === 0 ? "/end" : `/chain/${rest - 1}` }).end();
    else if (kind === "no-location") response.writeHead(302).end("stays");
    else response.end("end");
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
const ask = async (path, init) => {
  seen.length = 0;
  try {
    const response = await fetch(url + path, init);
    console.log(path, response.status, response.redirected, response.type, response.url.replace(/:\d+/, ""), await response.text(), response.headers.get("location") ?? "-", "|", seen.join("; "));
  } catch (error) {
    console.log(path, error.name, error.message, error.cause?.message, "|", seen.length);
  }
};
for (const status of [301, 302, 303, 307, 308]) {
  await ask(`/${status}`);
  await ask(`/${status}`, { method: "POST", body: "body" });
  await ask(`/${status}`, { method: "PUT", body: "body" });
  await ask(`/${status}`, { method: "HEAD" });
}
await ask("/302#part");
await ask("/302", { redirect: "manual" });
await ask("/302", { redirect: "error" });
await ask("/302/elsewhere", { headers: { authorization: "secret" } });
await ask("/302/here", { headers: { authorization: "secret" } });
await ask("/302/bad");
await ask("/302/none");
await ask("/no-location");
await ask("/loop");
await ask("/chain/19");
await ask("/chain/20");
await ask("/300");
await ask("/304");
server.close();
