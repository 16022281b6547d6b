import { createServer } from "node:http";
import { Server } from "socket.io";
import { io } from "socket.io-client";

const http = createServer();
const server = new Server(http);
server.on("connection", (socket) => {
  socket.on("double", (value, answer) => answer(value * 2));
  socket.on("bytes", (bytes) => socket.emit("bytes", Buffer.from(bytes).reverse()));
  socket.on("join", (room) => {
    socket.join(room);
    server.to(room).emit("joined", room, [...socket.rooms].length);
  });
  socket.emit("welcome", { hello: "there", nested: [1, { a: null }] });
});
server.of("/closed").use((socket, next) => next(new Error("denied")));
http.listen(0, "127.0.0.1", () => {
  const address = `http://127.0.0.1:${http.address().port}`;
  const client = io(address, { transports: ["websocket"] });
  client.on("welcome", async (message) => {
    console.log(message);
    console.log(await client.emitWithAck("double", 21));
    const once = (name) => new Promise((resolve) => client.once(name, (...values) => resolve(values)));
    const bytes = once("bytes");
    client.emit("bytes", Buffer.from("abc"));
    console.log((await bytes).map((it) => Buffer.from(it).toString()));
    const joined = once("joined");
    client.emit("join", "room");
    console.log(await joined);
    const polling = io(`${address}/closed`, { transports: ["polling"], forceNew: true });
    polling.on("connect_error", (error) => {
      console.log(error.message);
      client.close();
      polling.close();
      server.close(() => console.log("closed"));
    });
  });
});
