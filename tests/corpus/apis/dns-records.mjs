// Every kind of record that a server of names has, by callbacks and by promises, and what is said when it has none.
import dns from "node:dns";
import { serve } from "./shared/names.mjs";

const RECORDS = {
  A: [["A", 60, "1.2.3.4"], ["A", 61, "5.6.7.8"]],
  AAAA: [["AAAA", 62, 0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]],
  CNAME: [["CNAME", 5, "other.example.org"]],
  MX: [["MX", 63, 10, "mail.example.org"], ["MX", 63, 20, "late.example.org"]],
  NS: [["NS", 64, "ns1.example.org"], ["NS", 64, "ns2.example.org"]],
  PTR: [["PTR", 65, "host.example.org"]],
  TXT: [["TXT", 66, "v=spf1 ~all", "more"], ["TXT", 66, "\xe9t\xe9 \0"]],
  SRV: [["SRV", 67, 1, 2, 5060, "sip.example.org"]],
  NAPTR: [["NAPTR", 68, 30, 100, "s", "SIP+D2U", "", "_sip._udp.example.org"]],
  SOA: [["SOA", 69, "ns1.example.org", "admin.example.org", 2026, 900, 450, 1800, 60]],
  CAA: [["CAA", 70, 0, "issue", "ca.example.org"], ["CAA", 70, 128, "iodef", "mailto:a@example.org"]],
};
const server = await serve((name, kind) => {
  if (name.endsWith("in-addr.arpa") || name.endsWith("ip6.arpa")) return { records: [["PTR", 1, `is-${name.split(".").length}.example.org`]] };
  if (name === "none.example.org") return {};
  if (name === "another.example.org") return { records: RECORDS.TXT };
  if (name === "missing.example.org") return { code: 3 };
  if (kind === "ANY") return { records: Object.entries(RECORDS).flatMap(([kind, rows]) => (kind === "CNAME" ? [] : rows)) };
  return { records: RECORDS[kind] };
});
dns.setServers([server.at]);
console.log(dns.getServers().join() === server.at, dns.promises.getServers().join() === server.at);

const shown = (error) => [error.name, error.code, error.message, error.errno, error.syscall, error.hostname, Object.keys(error).join()].join(" | ");
const METHODS = ["resolve4", "resolve6", "resolveAny", "resolveCaa", "resolveCname", "resolveMx", "resolveNaptr", "resolveNs", "resolvePtr", "resolveSoa", "resolveSrv", "resolveTxt"];
for (const method of METHODS) {
  const told = await new Promise((resolve) => dns[method]("example.org", (error, answer) => resolve(error ?? answer)));
  console.log(method, told);
  for (const name of ["none.example.org", "another.example.org", "missing.example.org"])
    console.log(method, name, await dns.promises[method](name).catch(shown));
}
for (const kind of ["A", "MX", "TXT", "SOA"]) console.log(kind, await dns.promises.resolve("example.org", kind));
console.log(await dns.promises.resolve("example.org"), await new Promise((resolve) => dns.resolve("example.org", (_, found) => resolve(found))));
console.log(await dns.promises.resolve4("example.org", { ttl: true }), await dns.promises.resolve6("example.org", { ttl: true }));
console.log(await new Promise((resolve) => dns.resolve4("example.org", { ttl: true }, (_, found) => resolve(found))));
for (const address of ["192.0.2.7", "2001:db8::7"]) console.log(address, await dns.promises.reverse(address));
console.log(await new Promise((resolve) => dns.reverse("192.0.2.8", (error, names) => resolve([error, names]))));
server.close();
