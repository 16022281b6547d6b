// Every event of both ends of a connection, in order: ended, destroyed, reset, and half open.
import net from "node:net";
import { once } from "node:events";

const spy = (name, emitter, events) => {
  for (const event of events)
    emitter.on(event, (value) => console.log(name, event, event === "data" ? String(value) : (value?.code ?? value ?? "")));
};
const EVENTS = ["connect", "ready", "data", "end", "prefinish", "finish", "pause", "resume", "drain", "error", "close"];
for (const way of ["end", "destroy", "server ends", "server destroys", "half open"]) {
  console.log("#", way);
  const server = net.createServer({ allowHalfOpen: way === "half open" }, (socket) => {
    spy("server's", socket, EVENTS);
    if (way === "server ends") socket.end("bye");
    if (way === "server destroys") socket.destroy();
    if (way === "half open") socket.on("end", () => socket.end("late"));
  });
  server.on("close", () => console.log("server closed"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = net.connect(server.address().port, "127.0.0.1");
  spy("client's", client, EVENTS);
  if (way === "end" || way === "half open") client.end("hello");
  if (way === "destroy") client.on("connect", () => client.destroy());
  await once(client, "close");
  server.close();
  await once(server, "close");
}
