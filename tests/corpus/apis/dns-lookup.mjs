// Looking names up, and what is wrong about the arguments.
import dns, { lookup, promises } from "node:dns";
import { lookup as later } from "node:dns/promises";
import { promisify } from "node:util";

const said = (error) => `${error.name} ${error.code} ${error.errno} ${error.syscall} ${error.hostname}: ${error.message}`;
const wait = (begin) => new Promise((resolve) => begin((...all) => resolve(all)));

console.log(await wait((done) => lookup("127.0.0.1", done)));
console.log(await wait((done) => lookup("::1", done)));
console.log(await wait((done) => lookup("127.0.0.1", { all: true }, done)));
console.log(await wait((done) => lookup("localhost", { family: 4 }, done)));
console.log(await wait((done) => lookup("localhost", { family: "IPv4", all: true }, done)));
console.log(await wait((done) => lookup("localhost", 4, done)));
const [error] = await wait((done) => lookup("no..machine", done));
console.log(said(error));
console.log(await later("127.0.0.1"), await later("localhost", { family: 4, all: true }));
await later("no..machine").catch((error) => console.log(said(error)));
console.log(await promisify(lookup)("127.0.0.1"));
console.log(promises.lookup === later, dns.promises === promises);
for (const args of [[3, () => {}], ["x"], ["x", { family: 5 }, () => {}], ["x", 7, () => {}], ["x", "y", () => {}], ["x", { all: 1 }, () => {}], ["x", { verbatim: 0 }, () => {}]]) {
  try { lookup(...args); } catch (error) { console.log(error.name, error.code, error.message); }
}
try { await later(5); } catch (error) { console.log(error.code, error.message); }
console.log(dns.getDefaultResultOrder());
dns.setDefaultResultOrder("ipv4first");
console.log(dns.getDefaultResultOrder());
try { dns.setDefaultResultOrder("x"); } catch (error) { console.log(error.message); }
console.log(dns.NOTFOUND, dns.ADDRCONFIG, dns.V4MAPPED, dns.ALL, dns.CANCELLED);
console.log(Array.isArray(dns.getServers()));

// It calls back in a later turn, after what was asked for before.
lookup("127.0.0.1", () => console.log("then"));
process.nextTick(() => console.log("tick"));
console.log("first");
