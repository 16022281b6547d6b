// Every event of both ends of a connection once it is there, in order: ended, destroyed, half open.
import net from "node:net";
import { once } from "node:events";

const EVENTS = ["data", "end", "prefinish", "finish", "pause", "drain", "error", "close"];
const spy = (name, emitter) => {
  for (const event of EVENTS)
    emitter.on(event, (value) => console.log(name, event, event === "data" ? String(value) : (value?.code ?? value ?? "")));
};
for (const way of ["client ends", "client destroys", "server ends", "server destroys", "half open"]) {
  console.log("#", way);
  const server = net.createServer({ allowHalfOpen: way === "half open" });
  server.on("close", () => console.log("server closed"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = net.connect(server.address().port, "127.0.0.1");
  const [[socket]] = await Promise.all([once(server, "connection"), once(client, "connect")]);
  spy("client's", client);
  spy("server's", socket);
  if (way === "client ends") client.end("hello");
  if (way === "client destroys") client.destroy();
  if (way === "server ends") socket.end("bye");
  if (way === "server destroys") socket.destroy();
  if (way === "half open") {
    socket.on("end", () => socket.end("late"));
    client.end("hello");
  }
  await Promise.all([once(client, "close"), once(socket, "close")]);
  server.close();
  await once(server, "close");
}
