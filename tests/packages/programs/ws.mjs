import { WebSocketServer, WebSocket as Client } from "ws";
const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("connection", (socket, request) => {
  console.log("connected", request.url);
  socket.on("message", (data, isBinary) => socket.send(isBinary ? data : `echo ${data}`));
});
server.on("listening", () => {
  const client = new Client(`ws://127.0.0.1:${server.address().port}/path`);
  const got = [];
  client.on("open", () => { client.send("hello"); client.send(Buffer.from([1, 2, 3])); });
  client.on("message", (data, isBinary) => {
    got.push(isBinary ? [...data] : String(data));
    if (got.length === 2) client.close(1000, "done");
  });
  client.on("close", (code, reason) => { console.log(got, code, String(reason)); server.close(() => console.log("closed")); });
});
