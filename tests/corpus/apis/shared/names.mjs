// A server of names on this machine: `answer(name, type)` says what it says, over UDP and TCP at one port.
import dgram from "node:dgram";
import net from "node:net";
import { once } from "node:events";

export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, ANY: 255, CAA: 257 };

const u16 = (...numbers) => Buffer.concat(numbers.map((it) => Buffer.from([it >> 8, it & 255])));
const u32 = (...numbers) => Buffer.concat(numbers.map((it) => u16(it >>> 16, it & 0xffff)));
const text = (it) => Buffer.concat([Buffer.from([Buffer.byteLength(it, "latin1")]), Buffer.from(it, "latin1")]);
const name = (it) => Buffer.concat([...it.split(".").filter(Boolean).map(text), Buffer.from([0])]);

const BODIES = {
  A: (ip) => Buffer.from(ip.split(".").map(Number)),
  AAAA: (...parts) => u16(...parts),
  NS: name, CNAME: name, PTR: name,
  MX: (priority, exchange) => Buffer.concat([u16(priority), name(exchange)]),
  TXT: (...parts) => Buffer.concat(parts.map(text)),
  SRV: (priority, weight, port, target) => Buffer.concat([u16(priority, weight, port), name(target)]),
  NAPTR: (order, preference, flags, service, regexp, replacement) =>
    Buffer.concat([u16(order, preference), text(flags), text(service), text(regexp), name(replacement)]),
  SOA: (primary, mail, ...numbers) => Buffer.concat([name(primary), name(mail), u32(...numbers)]),
  CAA: (flags, tag, value) => Buffer.concat([Buffer.from([flags]), text(tag), Buffer.from(value)]),
};

function asked(message) {
  let at = 12;
  const labels = [];
  while (message[at] > 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + message[at]));
    at += message[at] + 1;
  }
  const type = message.readUInt16BE(at + 1);
  const kind = Object.keys(TYPES).find((it) => TYPES[it] === type);
  return { id: message.subarray(0, 2), name: labels.join(".").toLowerCase(), kind, question: message.subarray(12, at + 5) };
}

/** `code`: why there is no answer; `isCut`: there is more than fits; `records`: `[kind, ttl, ...what it says]`. */
function reply(it, { code = 0, isCut = false, records = [], claims = records.length }) {
  const rows = records.map(([kind, ttl, ...says]) => {
    const body = BODIES[kind](...says);
    return Buffer.concat([name(it.name), u16(TYPES[kind], 1), u32(ttl), u16(body.length), body]);
  });
  return Buffer.concat([it.id, u16((isCut ? 0x8380 : 0x8180) | code, 1, claims, 0, 0), it.question, ...rows]);
}

export async function serve(answer) {
  const udp = dgram.createSocket("udp4");
  const tcp = net.createServer((socket) => {
    socket.on("data", (bytes) => {
      const it = asked(bytes.subarray(2));
      const said = reply(it, answer(it.name, it.kind, "tcp"));
      socket.end(Buffer.concat([u16(said.length), said]));
    });
    socket.on("error", () => {});
  });
  udp.on("message", (message, from) => {
    const it = asked(message);
    const said = answer(it.name, it.kind, "udp");
    if (said !== null) udp.send(reply(it, said), from.port, from.address);
  });
  tcp.listen(0, "127.0.0.1");
  await once(tcp, "listening");
  const { port } = tcp.address();
  udp.bind(port, "127.0.0.1");
  await once(udp, "listening");
  return {
    at: `127.0.0.1:${port}`,
    close() {
      udp.close();
      tcp.close();
    },
  };
}
