// Resolvers of their own: whom they ask, what they take back, what servers answer when they do not answer.
import dns, { Resolver } from "node:dns";
import { once } from "node:events";
import dgram from "node:dgram";
import net from "node:net";
import { serve } from "./shared/names.mjs";

let cuts = 0;
const server = await serve((name, kind, way) => {
  const code = { "format.org": 1, "fails.org": 2, "missing.org": 3, "never.org": 4, "refused.org": 5 }[name];
  if (code !== undefined) return { code };
  if (name === "long.org" && way === "udp") return { isCut: true, records: [["TXT", 1, "cut"]] };
  if (name === "long.org") return { records: Array.from({ length: 40 }, (_, n) => ["TXT", 1, `${n} ${"x".repeat(60)}`]), way: cuts++ };
  if (name === "broken.org") return { records: [["A", 1, "1.2.3.4"]], claims: 2 };
  return { records: [["A", 1, "127.0.0.9"]] };
});
const said = (error, found) => (error ? [error.code, error.message, error.syscall, error.hostname].join(" | ") : found);
const ask = (resolver, method, ...args) => new Promise((resolve) => resolver[method](...args, (error, found) => resolve(said(error, found))));

const resolver = new Resolver({ timeout: 2000, tries: 2 });
resolver.setServers([server.at]);
console.log(resolver.getServers().join() === server.at);
for (const name of ["one.org", "format.org", "fails.org", "missing.org", "never.org", "refused.org", "broken.org", "a..b", `${"x".repeat(64)}.org`, "hidden.onion"])
  console.log(name, await ask(resolver, "resolve4", name));
const long = await ask(resolver, "resolveTxt", "long.org");
console.log(long.length, long[39][0].length, cuts);

// Nobody there, and nobody who answers.
const closed = net.createServer().listen(0, "127.0.0.1");
await once(closed, "listening");
const silent = dgram.createSocket("udp4");
silent.bind(0, "127.0.0.1");
await once(silent, "listening");
const patient = new dns.promises.Resolver({ timeout: 50, tries: 1 });
patient.setServers([`127.0.0.1:${closed.address().port}`]);
closed.close();
console.log(await patient.resolve4("one.org").catch(said));
patient.setServers([`127.0.0.1:${silent.address().port}`]);
console.log(await patient.resolveMx("one.org").catch(said));
// Another one is asked then.
patient.setServers([`127.0.0.1:${silent.address().port}`, server.at]);
console.log(await patient.resolve4("one.org").catch(said));

// What was asked is taken back.
const taken = new Resolver();
taken.setServers([`127.0.0.1:${silent.address().port}`]);
const answers = ["one.org", "two.org"].map((name) => ask(taken, "resolve4", name));
try {
  taken.setServers([server.at]);
} catch (error) {
  console.log(error.name, error.code, error.message.replace(server.at, "SERVER"));
}
silent.once("message", () => taken.cancel());
for (const it of await Promise.all(answers)) console.log(it);
taken.setServers([server.at]);
console.log(await ask(taken, "resolve", "again.org"));
silent.close();
server.close();

// Servers as texts.
for (const servers of [["4.4.4.4", "4.4.4.4:53", "4.4.4.4:5353"], ["::1", "[::1]", "[::1]:53", "[::1]:5353"], []]) {
  resolver.setServers(servers);
  console.log(resolver.getServers());
}
const error = (body) => {
  try {
    console.log(body());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const servers of ["x", [1], ["x"], ["1.2.3.4:x"], ["[1.2.3.4]:5"], [" "], ["1.2.3"], null]) error(() => resolver.setServers(servers));
for (const options of [{ timeout: "a" }, { timeout: -2 }, { tries: 0 }, { tries: 1.5 }]) error(() => new Resolver(options));
for (const args of [["bad"], ["127.0.0.1", "127.0.0.1"], ["::1", "::1"], [1], ["127.0.0.1", "::1"], ["127.0.0.1", 4]]) error(() => resolver.setLocalAddress(...args));
for (const args of [[1, () => {}], ["x"], ["x", {}], ["x", "B", () => {}], ["x", 1, () => {}]]) error(() => resolver.resolve(...args));
for (const args of [["x", () => {}], ["127.0.0.1"], [5, () => {}]]) error(() => resolver.reverse(...args));
for (const args of [["x", 1, () => {}], ["127.0.0.1", 70000, () => {}], ["127.0.0.1", 5], ["127.0.0.1", 5, null]]) error(() => dns.lookupService(...args));
error(() => dns.promises.lookupService("127.0.0.1"));
error(() => dns.promises.resolve4());
error(() => dns.promises.resolve("x", []));
error(() => dns.lookup("x", { hints: 65 }, () => {}));
const { service } = await dns.promises.lookupService("127.0.0.1", 80);
console.log(service);
