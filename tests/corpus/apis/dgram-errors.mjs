// What UDP sockets refuse: arguments, addresses that are taken, names that are not there, options of one that is not bound.
import dgram from "node:dgram";
import { once } from "node:events";

const say = (what, body) => {
  try {
    const value = body();
    console.log(what, typeof value === "object" ? value?.constructor?.name : value);
  } catch (error) {
    console.log(what, error.name, error.code, error.message, error.syscall, error.errno, error.info);
  }
};
for (const type of ["udp5", undefined, null, {}, { type: "tcp" }]) say("type", () => dgram.createSocket(type));
for (const more of [{ lookup: 1 }, { lookup: null }, { recvBufferSize: "a" }, { sendBufferSize: -1 }, { signal: 1 }])
  say(Object.keys(more)[0], () => dgram.createSocket({ type: "udp4", ...more }));

const socket = dgram.createSocket("udp4");
for (const name of ["address", "remoteAddress", "disconnect", "getRecvBufferSize", "getSendBufferSize", "addMembership", "setTTL",
  "setMulticastTTL", "setMulticastInterface", "addSourceSpecificMembership", "send", "connect"])
  say(name, () => socket[name]());
say("setTTL", () => socket.setTTL(1));
say("setMulticastTTL", () => socket.setMulticastTTL(8));
say("setBroadcast", () => socket.setBroadcast(true));
say("setMulticastLoopback", () => socket.setMulticastLoopback(true));
say("setMulticastInterface", () => socket.setMulticastInterface("0.0.0.0"));
for (const size of [-1, "1", 1.5, 2 ** 40]) say("setRecvBufferSize", () => socket.setRecvBufferSize(size));
for (const args of [[1, 5], [[1], 5], ["a", 0], ["a", 70000], ["a", "x"], ["abc", 1, 9, 5], ["abc", 4, 1, 5], ["a", 0, 1, 5, 7], [null, 5], [{}, 5]])
  say("send", () => socket.send(...args));
say("sendto", () => socket.sendto("a", "0", 1, 5, "127.0.0.1"));
say("ref", () => socket.ref() === socket && socket.unref() === socket);

// Taken.
const first = dgram.createSocket("udp4");
first.bind(0, "127.0.0.1");
say("twice", () => first.bind(0));
await once(first, "listening");
say("bound", () => first.bind(0));
const { port } = first.address();
const second = dgram.createSocket("udp4");
second.bind(port, "127.0.0.1", () => console.log("never"));
const [taken] = await once(second, "error");
console.log(taken.message.replace(port, "PORT"), taken.code, taken.syscall, taken.address, taken.port === port);
second.bind({ port: 0, address: "127.0.0.1" }, () => {
  say("again", () => second.address().address);
  say("ttl", () => [second.setTTL(64), second.setMulticastTTL(9)].join());
  for (const ttl of [0, 256, -1]) say("ttl", () => second.setTTL(ttl));
  say("multicast ttl", () => second.setMulticastTTL(256));
  say("broadcast", () => second.setBroadcast(true));
  say("loopback", () => second.setMulticastLoopback(false));
  say("group", () => second.addMembership("127.0.0.1"));
  say("group", () => second.dropMembership("224.0.0.251"));
  second.setRecvBufferSize(10_000);
  second.setSendBufferSize(12_000);
  say("sizes", () => [second.getRecvBufferSize(), second.getSendBufferSize()].join());
  second.close();
});
await once(second, "close");
first.close();

// Too long, another family, no such name.
const late = dgram.createSocket({ type: "udp4", lookup: (name, family, done) => done(name === "nowhere" ? Object.assign(new Error(`no ${name}`), { code: "ENONE" }) : null, "127.0.0.1", 4) });
const failed = (...args) => new Promise((resolve) => late.send(...args, (error, bytes) => resolve(console.log("sent", error?.message, error?.code, error?.syscall, error?.address, error?.port, bytes))));
await failed(Buffer.alloc(70_000), 9, "127.0.0.1");
await failed("x", 9, "nowhere");
late.send("x", 9, "nowhere");
const [lost] = await once(late, "error");
console.log("error", lost.message);
late.connect(9, "nowhere", (error) => {
  console.log("connect", error.message);
  late.close();
});
