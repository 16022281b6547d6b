// One side ends; with `allowHalfOpen` the other goes on.
import net from "node:net";

function play(allowHalfOpen) {
  return new Promise((resolve) => {
    const told = [];
    const server = net.createServer({ allowHalfOpen }, (socket) => {
      socket.resume();
      socket.on("end", () => {
        told.push(`server end ${socket.writable} ${socket.writableEnded}`);
        if (!allowHalfOpen) return;
        socket.write("later");
        setImmediate(() => socket.end(" and last"));
      });
    });
    server.listen(0, "127.0.0.1", () => {
      const client = net.connect({ port: server.address().port, host: "127.0.0.1" });
      client.end("first");
      let text = "";
      client.on("data", (part) => (text += part));
      client.on("end", () => told.push(`client end ${text}`));
      client.on("close", (hadError) => {
        told.push(`client close ${hadError}`);
        server.close(() => resolve(told.join("\n")));
      });
    });
  });
}
console.log(await play(true));
console.log(await play(false));
