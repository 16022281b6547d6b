// When UDP sockets are bound, what waits for that, what ends them, and what they keep alive.
import dgram from "node:dgram";
import { once } from "node:events";

// What is asked before it is bound waits in line.
const receiver = dgram.createSocket("udp4");
const seen = [];
receiver.on("message", (message) => seen.push(`${message}`));
receiver.bind(0, "127.0.0.1", function () {
  console.log("callback", this === receiver);
});
await once(receiver, "listening");
const { port } = receiver.address();
const sender = dgram.createSocket("udp4");
const order = [];
sender.on("listening", () => order.push("listening"));
sender.send("one", port, "127.0.0.1", () => order.push("one"));
sender.send("two", port, "127.0.0.1", () => order.push("two"));
sender.close(() => order.push("close"));
await once(sender, "close");
console.log(order[0], order.at(-1), order.includes("one"));

// Connected before it is bound.
const tied = dgram.createSocket("udp4");
tied.connect(port, "127.0.0.1", () => tied.send("tied", () => tied.close()));
await once(tied, "close");
while (!seen.includes("tied")) await once(receiver, "message");
console.log("heard", seen.includes("tied"));

// A signal ends it, before and after.
const controller = new AbortController();
const listening = dgram.createSocket({ type: "udp4", signal: controller.signal });
listening.bind(0, () => controller.abort());
await once(listening, "close");
console.log("aborted");
const never = dgram.createSocket({ type: "udp4", signal: AbortSignal.abort() });
await once(never, "close");
try {
  never.bind();
} catch (error) {
  console.log(error.code);
}
const soon = dgram.createSocket("udp4");
soon.bind(0, () => console.log("it was closed before"));
soon.close(() => console.log("closed at once"));
await once(soon, "close");

// What waits for room is said in order, and nothing is lost between two ends of one machine.
const count = 200;
const numbers = [];
const all = new Promise((resolve) => receiver.on("message", (message) => {
  numbers.push(Number(message));
  if (numbers.length === count) resolve();
}));
const source = dgram.createSocket("udp4");
for (let n = 0; n < count; n++) await new Promise((resolve) => source.send(String(n), port, "127.0.0.1", resolve));
await all;
console.log(numbers.every((n, at) => n === at));
source.close();

// The newer protocol, names of its own, and one that looks names up itself.
const six = dgram.createSocket({ type: "udp6", ipv6Only: true }, (message, from) => {
  console.log("six", `${message}`, from.address, from.family);
  six.close();
});
six.bind(0, "::1", () => {
  console.log(six.address().address, six.address().family);
  six.send("hello", six.address().port, "::1");
});
await once(six, "close");
const asked = [];
const named = dgram.createSocket({ type: "udp4", lookup: (name, family, done) => { asked.push(`${name} ${family}`); done(null, "127.0.0.1", 4); } });
named.bind(0, "somewhere", () => named.send("x", port, "elsewhere", () => named.close()));
await once(named, "close");
console.log(asked.join());

// Two at one port, where both say so.
const shared = ["a", "b"].map(() => dgram.createSocket({ type: "udp4", reuseAddr: true }));
shared[0].bind(0, "127.0.0.1");
await once(shared[0], "listening");
shared[1].bind(shared[0].address().port, "127.0.0.1");
await once(shared[1], "listening");
console.log(shared[0].address().port === shared[1].address().port);
for (const it of shared) it.close();

// Let go of, it keeps nothing alive.
receiver.unref();
console.log("the end");
