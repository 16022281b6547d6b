// Private keys under a passphrase, as OpenSSL writes them: PKCS 8, sealed by PBES2.
import { coded, invalidArgValue } from "internal:errors";
import { bytesOf, checked, natives, openSslError, plain } from "internal:crypto_bytes";
import { createCipheriv, createDecipheriv, getCipherInfo } from "internal:crypto_cipher";

const PBES2 = "2a864886f70d01050d",
  PBKDF2 = "2a864886f70d01050c";
const HASHES: Record<string, string> = {
  __proto__: null,
  "2a864886f70d0207": "sha1",
  "2a864886f70d0208": "sha224",
  "2a864886f70d0209": "sha256",
  "2a864886f70d020a": "sha384",
  "2a864886f70d020b": "sha512",
} as any;
const CIPHERS: Record<string, string> = {
  __proto__: null,
  "608648016503040102": "aes-128-cbc",
  "608648016503040116": "aes-192-cbc",
  "60864801650304012a": "aes-256-cbc",
} as any;
const ROUNDS = 2048,
  SALT = 16;
const SEQUENCE = 0x30,
  INTEGER = 2,
  BYTES = 4,
  NULL = 5,
  OBJECT = 6;

const hex = (bytes: Uint8Array) => Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");
const unhex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (it) => Number.parseInt(it, 16));

function written(tag: number, ...parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const head = [tag];
  if (length < 0x80) head.push(length);
  else if (length < 0x100) head.push(0x81, length);
  else head.push(0x82, length >> 8, length & 0xff);
  const out = new Uint8Array(head.length + length);
  out.set(head);
  let at = head.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The values within one, as `[tag, content]`. */
function read(bytes: Uint8Array): [number, Uint8Array][] {
  const found: [number, Uint8Array][] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at++];
    let length = bytes[at++];
    if (length >= 0x80) {
      let count = length & 0x7f;
      for (length = 0; count > 0; count--) length = length * 256 + bytes[at++];
    }
    if (!(at + length <= bytes.length)) throw unreadable();
    found.push([tag, bytes.subarray(at, at + length)]);
    at += length;
  }
  return found;
}

const unreadable = () =>
  openSslError("ERR_OSSL_UNSUPPORTED", "error:1E08010C:DECODER routines::unsupported");
const nobodyAnswers = () =>
  openSslError(
    "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED",
    "error:07880109:common libcrypto routines::interrupted or cancelled",
  );

export function checkPassphrase(passphrase: any, name: string): void {
  if (typeof passphrase !== "string" && !ArrayBuffer.isView(passphrase) && !(passphrase instanceof ArrayBuffer))
    throw invalidArgValue(name, passphrase);
}

/** What is said about the sealing of a key, checked; `undefined`: it stays open. */
export function sealOf(options: any, prefix: string): { cipher: string; passphrase: any } | undefined {
  const { cipher, passphrase } = options;
  if (cipher === undefined || cipher === null) {
    if (passphrase !== undefined && passphrase !== null) throw invalidArgValue(`${prefix}cipher`, cipher);
    return undefined;
  }
  if (typeof cipher !== "string") throw invalidArgValue(`${prefix}cipher`, cipher);
  checkPassphrase(passphrase, `${prefix}passphrase`);
  const name = cipher.toLowerCase();
  if (getCipherInfo(name) === undefined) throw coded(Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  return { cipher: name, passphrase };
}

/** The DER of a key, sealed. */
export function seal(der: Uint8Array, { cipher, passphrase }: { cipher: string; passphrase: any }): Uint8Array {
  const object = Object.keys(CIPHERS).find((it) => CIPHERS[it] === cipher);
  if (object === undefined)
    throw openSslError(
      "ERR_OSSL_EVP_CIPHER_PARAMETER_ERROR",
      "error:0300007A:digital envelope routines::cipher parameter error",
    );
  const { bytes } = host.native("random");
  const salt = bytes(SALT),
    iv = bytes(16);
  const hash = unhex(Object.keys(HASHES).find((it) => HASHES[it] === "sha256") as string);
  const key = checked(
    natives.pbkdf2("sha256", bytesOf(passphrase, "passphrase"), salt, ROUNDS, getCipherInfo(cipher).keyLength),
  );
  const coder: any = createCipheriv(cipher, key, iv);
  const first = plain(coder.update(der)),
    last = plain(coder.final());
  const derivation = written(
    SEQUENCE,
    written(OBJECT, unhex(PBKDF2)),
    written(
      SEQUENCE,
      written(BYTES, salt),
      written(INTEGER, Uint8Array.of(ROUNDS >> 8, ROUNDS & 0xff)),
      written(SEQUENCE, written(OBJECT, hash), written(NULL)),
    ),
  );
  const way = written(SEQUENCE, written(OBJECT, unhex(object)), written(BYTES, iv));
  return written(
    SEQUENCE,
    written(SEQUENCE, written(OBJECT, unhex(PBES2)), written(SEQUENCE, derivation, way)),
    written(BYTES, first, last),
  );
}

/** The DER of the key within. */
export function unseal(der: Uint8Array, passphrase: any): Uint8Array {
  if (passphrase === undefined || passphrase === null) throw nobodyAnswers();
  checkPassphrase(passphrase, "options.passphrase");
  const [[, whole]] = read(der);
  const [[, scheme], [, sealed]] = read(whole);
  const [[, kind], [, ways]] = read(scheme);
  if (hex(kind) !== PBES2) throw unreadable();
  const [[, derivation], [, way]] = read(ways);
  const [[, derives], [, about]] = read(derivation);
  const [[, object], [, iv]] = read(way);
  const cipher = CIPHERS[hex(object)];
  if (hex(derives) !== PBKDF2 || cipher === undefined) throw unreadable();
  const [[, salt], [, rounds], ...rest] = read(about);
  const named = rest.find(([tag]) => tag === SEQUENCE);
  const hash = named === undefined ? "sha1" : HASHES[hex(read(named[1])[0][1])];
  if (hash === undefined) throw unreadable();
  let count = 0;
  for (const byte of rounds) count = count * 256 + byte;
  const { keyLength } = getCipherInfo(cipher);
  const key = checked(natives.pbkdf2(hash, bytesOf(passphrase, "passphrase"), salt.slice(), count, keyLength));
  const coder: any = createDecipheriv(cipher, key, iv.slice());
  let first: Uint8Array, last: Uint8Array;
  try {
    first = plain(coder.update(sealed.slice()));
    last = plain(coder.final());
  } catch {
    throw openSslError("ERR_OSSL_BAD_DECRYPT", "error:1C800064:Provider routines::bad decrypt");
  }
  const out = new Uint8Array(first.length + last.length);
  out.set(first);
  out.set(last, first.length);
  return out;
}
