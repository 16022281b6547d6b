// Whose a certificate is: what it says, and whether it is for a host.
import { coded } from "internal:errors";
import { ipVersion } from "internal:ip";
import { Buffer } from "node:buffer";

/** The parts of a name, by what they are called; what comes more than once is a list. */
function named(parts: [string, string][]): any {
  const name: any = Object.create(null);
  for (const [part, value] of parts) {
    if (!(part in name)) name[part] = value;
    else if (Array.isArray(name[part])) name[part].push(value);
    else name[part] = [name[part], value];
  }
  return name;
}

/** What Node tells of a certificate; an empty object where the bytes are none. */
export function described(bytes: Uint8Array): any {
  const raw = Buffer.from(bytes);
  const text: string | null | undefined = host.native("crypto").certificate(raw);
  if (text === null || text === undefined) return {};
  const told: any = JSON.parse(text);
  told.subject = named(told.subject);
  told.issuer = named(told.issuer);
  if (told.infoAccess) {
    const access = named(told.infoAccess);
    for (const kind of Object.keys(access)) access[kind] = [access[kind]].flat();
    told.infoAccess = access;
  }
  if (told.pubkey) told.pubkey = Buffer.from(told.pubkey, "hex");
  told.raw = raw;
  return told;
}

/** A certificate with who issued it, and so on up; one that signed itself is its own issuer. */
export function chained(certificates: Uint8Array[]): any {
  const all = certificates.map(described);
  all.forEach((it, index) => {
    const above = all[index + 1];
    if (above !== undefined) it.issuerCertificate = above;
    else if (JSON.stringify(it.subject) === JSON.stringify(it.issuer)) it.issuerCertificate = it;
  });
  return all[0];
}

/** Whether one name of a certificate is that of a host; a `*` stands for the first label. */
function names(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase().split("."),
    given = host.toLowerCase().split(".");
  if (wanted.length !== given.length || wanted.length === 0) return false;
  for (let i = 1; i < wanted.length; i++) if (wanted[i] !== given[i]) return false;
  if (!wanted[0].includes("*")) return wanted[0] === given[0];
  if (wanted.length < 3 || wanted[0].startsWith("xn--")) return false;
  const [before, after] = wanted[0].split("*");
  return given[0].length >= before.length + after.length && given[0].startsWith(before) && given[0].endsWith(after);
}

/** `undefined` when the certificate is for this host, an error when it is not (RFC 6125, as Node reads it). */
export function checkServerIdentity(hostname: string, cert: any): Error | undefined {
  const { subject, subjectaltname } = cert;
  const host = `${hostname}`.replace(/\.$/, "");
  const dns: string[] = [],
    ips: string[] = [];
  for (const it of subjectaltname ? `${subjectaltname}`.split(", ") : []) {
    if (it.startsWith("DNS:")) dns.push(it.slice(4));
    else if (it.startsWith("IP Address:")) ips.push(it.slice(11));
  }
  let reason = "Unknown reason";
  if (ipVersion(host)) {
    if (ips.includes(host)) return undefined;
    reason = `IP: ${host} is not in the cert's list: ${ips.join(", ")}`;
  } else if (dns.length > 0 || subject?.CN) {
    const common = Array.isArray(subject?.CN) ? subject.CN : [subject?.CN];
    const all: string[] = dns.length > 0 ? dns : common;
    if (all.some((name) => names(name, host))) return undefined;
    reason =
      dns.length > 0
        ? `Host: ${host}. is not in the cert's altnames: ${subjectaltname}`
        : `Host: ${host}. is not cert's CN: ${subject.CN}`;
  } else reason = "Cert does not contain a DNS name";
  const error: any = coded(
    Error,
    "ERR_TLS_CERT_ALTNAME_INVALID",
    `Hostname/IP does not match certificate's altnames: ${reason}`,
  );
  error.reason = reason;
  error.host = host;
  error.cert = cert;
  return error;
}

