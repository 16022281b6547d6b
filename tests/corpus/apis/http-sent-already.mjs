// What can no longer be said once the head has gone.
import http from "node:http";
import { once } from "node:events";

const server = http.createServer((request, response) => {
  const shown = (name, body) => { try { console.log(name, body()); } catch (error) { console.log(name, error.name, error.code, error.message); } };
  shown("before", () => [response.headersSent, response.writableEnded, response.statusCode, response.statusMessage]);
  shown("bad status", () => response.writeHead(99));
  shown("bad status", () => response.writeHead("x"));
  shown("bad status", () => response.writeHead(1000));
  shown("bad message", () => response.writeHead(200, "a\nb"));
  shown("bad headers", () => response.writeHead(200, ["a"]));
  shown("bad chunk", () => response.write(5));
  shown("null", () => response.write(null));
  shown("undefined", () => response.write());
  shown("hints", () => response.writeEarlyHints({ link: "x" }));
  shown("hints", () => response.writeEarlyHints(5));
  response.statusMessage = undefined;
  response.write("first");
  shown("after", () => [response.headersSent, response.statusCode, response.statusMessage]);
  shown("set", () => response.setHeader("a", "b"));
  shown("append", () => response.appendHeader("a", "b"));
  shown("remove", () => response.removeHeader("a"));
  shown("head", () => response.writeHead(200));
  shown("get", () => response.getHeader("a"));
  response.on("finish", () => console.log("finish", response.writableFinished, response.writableEnded));
  response.on("close", () => { console.log("close", response.destroyed, response.closed); });
  response.on("error", (error) => console.log("error", error.code));
  shown("end", () => response.end("last", () => console.log("ended")) === response);
  shown("again", () => response.end() === response);
  shown("write", () => response.write("x", (error) => console.log("written", error.code)));
  response.end("x", (error) => console.log("end with more", error?.code));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
http.get({ port: server.address().port, host: "127.0.0.1" }, async (response) => {
  let text = "";
  for await (const part of response) text += part;
  console.log(text);
  server.close();
});
