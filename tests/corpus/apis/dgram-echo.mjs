// A UDP server that echoes: every form of `send`, who is heard, and what a closed socket says.
import dgram from "node:dgram";
import { once } from "node:events";

const server = dgram.createSocket("udp4");
// Who of the two ends is told first is decided by nobody.
const heard = [];
server.on("message", (message, from) => {
  heard.push(["server", JSON.stringify(`${message}`), Buffer.isBuffer(message), from.address, from.family, from.size, typeof from.port].join(" "));
  server.send(message, from.port, from.address);
});
console.log(server.type, Object.keys(dgram).filter((name) => !name.startsWith("_")).sort().join());
server.bind(0, "127.0.0.1");
await once(server, "listening");
const { address, family, port } = server.address();
console.log(address, family, port > 0);

const client = dgram.createSocket({ type: "udp4" });
const answer = async () => {
  const [message, from] = await once(client, "message");
  console.log("client", JSON.stringify(`${message}`), from.port === port);
};
const sent = (...args) => new Promise((resolve) => client.send(...args, (error, bytes) => resolve(console.log("sent", error, bytes))));
const forms = [
  ["text", port], ["text", port, "127.0.0.1"], ["text", port, "localhost"], [Buffer.from("a buffer"), port],
  [new Uint8Array([104, 105]), 0, 1, port], [Buffer.from("parts"), 1, 3, port, "127.0.0.1"],
  [["of", Buffer.from(" several "), new Uint8Array([33])], port], ["", port], [[], port],
  [new DataView(new TextEncoder().encode("a view").buffer, 2), port],
];
for (const form of forms) {
  const answered = answer();
  await sent(...form);
  await answered;
}
console.log(client.address().address, client.getSendQueueSize(), client.getSendQueueCount());

// Connected: whom it talks to is known.
const error = (body) => {
  try {
    console.log(body());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
error(() => client.remoteAddress());
error(() => client.disconnect());
client.connect(port);
error(() => client.connect(port));
await once(client, "connect");
error(() => client.remoteAddress().port === port);
error(() => client.send("x", 0, 1, port));
for (const form of [["to it"], [Buffer.from("to it"), 0, 2]]) {
  const answered = answer();
  await sent(...form);
  await answered;
}
client.disconnect();
error(() => client.remoteAddress());

console.log(client.close() === client);
error(() => client.close());
error(() => client.address());
error(() => client.send("x", port));
error(() => client.bind());
await once(client, "close");
console.log("closed");
console.log(heard.join("\n"));
server.close(() => console.log("the end"));
