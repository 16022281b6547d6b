// Keys of the web: algorithms by name, and keys made, read and written.
import { coded } from "internal:errors";
import { checked, given, natives, plain } from "internal:crypto_bytes";
import { CryptoKey, cryptoKey, keyObjectOf } from "internal:subtle_keys";
import { fromJwk, jwkOf, material, privateKey, publicKey, publicOf, secretKey } from "internal:crypto_keys";
import { checkMembers } from "internal:subtle_arguments";
import { checkJwk, jwkName } from "internal:subtle_jwk";
import { Buffer } from "node:buffer";

const failed = (name: string, message: string) => new DOMException(message, name);

/** What each algorithm can do, and what has to be said about it. */
const CIPHER = "encrypt decrypt wrapKey unwrapKey generateKey importKey";
const SIGNER = "sign verify generateKey importKey";
const ALGORITHMS: Record<string, string> = {
  __proto__: null,
  "AES-CBC": CIPHER,
  "AES-CTR": CIPHER,
  "AES-GCM": CIPHER,
  "AES-KW": "wrapKey unwrapKey generateKey importKey",
  "RSA-OAEP": CIPHER,
  "RSA-PSS": SIGNER,
  "RSASSA-PKCS1-v1_5": SIGNER,
  ECDSA: SIGNER,
  Ed25519: SIGNER,
  HMAC: SIGNER,
  ECDH: "deriveBits generateKey importKey",
  X25519: "deriveBits generateKey importKey",
  HKDF: "deriveBits importKey",
  PBKDF2: "deriveBits importKey",
  "SHA-1": "digest",
  "SHA-256": "digest",
  "SHA-384": "digest",
  "SHA-512": "digest",
} as any;

/** Names of the parameters, and those that have to be there, by algorithm and what is done. */
const REQUIRED: Record<string, [string, string[]]> = {
  __proto__: null,
  "AES-CBC encrypt": ["AesCbcParams", ["iv"]],
  "AES-CTR encrypt": ["AesCtrParams", ["counter", "length"]],
  "AES-GCM encrypt": ["AesGcmParams", ["iv"]],
  "AES generateKey": ["AesKeyGenParams", ["length"]],
  "RSA generateKey": ["RsaHashedKeyGenParams", ["modulusLength", "publicExponent", "hash"]],
  "RSA importKey": ["RsaHashedImportParams", ["hash"]],
  "RSA-OAEP encrypt": ["RsaOaepParams", []],
  "RSA-PSS sign": ["RsaPssParams", ["saltLength"]],
  "ECDSA sign": ["EcdsaParams", ["hash"]],
  "EC generateKey": ["EcKeyGenParams", ["namedCurve"]],
  "EC importKey": ["EcKeyImportParams", ["namedCurve"]],
  "HMAC generateKey": ["HmacKeyGenParams", ["hash"]],
  "HMAC importKey": ["HmacImportParams", ["hash"]],
  "ECDH deriveBits": ["EcdhKeyDeriveParams", ["public"]],
  "X25519 deriveBits": ["EcdhKeyDeriveParams", ["public"]],
  "HKDF deriveBits": ["HkdfParams", ["hash", "salt", "info"]],
  "PBKDF2 deriveBits": ["Pbkdf2Params", ["hash", "iterations", "salt"]],
} as any;

const SAME: Record<string, string> = {
  __proto__: null,
  decrypt: "encrypt",
  wrapKey: "encrypt",
  unwrapKey: "encrypt",
  verify: "sign",
} as any;

const isEdwards = (name: string) => name === "Ed25519" || name === "X25519";
const family = (name: string) =>
  name.startsWith("AES") ? "AES" : name.startsWith("RSA") ? "RSA" : name.startsWith("EC") ? "EC" : name;

/** The algorithm as the web knows it, with what was said about it. */
export function known(algorithm: any, operation: string): any {
  const isText = algorithm === null || typeof algorithm !== "object";
  const asked = isText ? algorithm : algorithm?.name;
  if (!isText && asked === undefined)
    throw coded(
      TypeError,
      "ERR_MISSING_OPTION",
      "Failed to normalize algorithm: passed algorithm can not be converted to 'Algorithm' because 'name' is required in 'Algorithm'.",
    );
  // Only letters of ASCII have another case here.
  const wanted = `${asked}`.replace(/[A-Z]+/g, (it) => it.toLowerCase());
  const name = Object.keys(ALGORITHMS).find((it) => it.toLowerCase() === wanted);
  if (name === undefined || !ALGORITHMS[name].split(" ").includes(operation))
    throw failed("NotSupportedError", "Unrecognized algorithm name");
  const out: any = isText ? { name } : { ...algorithm, name };
  const what = SAME[operation] ?? operation;
  const rule = REQUIRED[`${name} ${what}`] ?? REQUIRED[`${family(name)} ${what}`];
  for (const member of rule?.[1] ?? []) {
    if (out[member] === undefined)
      throw coded(
        TypeError,
        "ERR_MISSING_OPTION",
        `Failed to normalize algorithm: passed algorithm can not be converted to '${rule[0]}' because '${member}' is required in '${rule[0]}'.`,
      );
  }
  if (rule !== undefined) checkMembers(out, rule[0]);
  if (out.hash !== undefined) out.hash = { name: known(out.hash, "digest").name };
  return out;
}

const USAGES: Record<string, string[]> = {
  __proto__: null,
  "AES-KW": ["wrapKey", "unwrapKey"],
  AES: ["encrypt", "decrypt", "wrapKey", "unwrapKey"],
  HMAC: ["sign", "verify"],
  "RSA-OAEP public": ["encrypt", "wrapKey"],
  "RSA-OAEP private": ["decrypt", "unwrapKey"],
  "ECDH public": [],
  "ECDH private": ["deriveKey", "deriveBits"],
  "X25519 public": [],
  "X25519 private": ["deriveKey", "deriveBits"],
  HKDF: ["deriveKey", "deriveBits"],
  PBKDF2: ["deriveKey", "deriveBits"],
  public: ["verify"],
  private: ["sign"],
} as any;

const possible = (name: string, type: string): string[] =>
  USAGES[`${name} ${type}`] ?? USAGES[name] ?? (type === "secret" ? USAGES[family(name)] : USAGES[type]);

/** `label`: what the algorithm is called with its article. */
function checkUsages(usages: string[], allowed: string[], label: string): void {
  if (usages.some((it) => !allowed.includes(it)))
    throw failed("SyntaxError", `Unsupported key usage for ${label} key`);
}
function labelOf(name: string): string {
  if (family(name) === "RSA") return "a RSA";
  if (family(name) === "AES") return "an AES";
  return `${/^(EC|HMAC|Ed|X)/.test(name) ? "an" : "a"} ${name}`;
}
const notEmpty = (usages: string[], doing = "creating a key") => {
  if (usages.length === 0) throw failed("SyntaxError", `Usages cannot be empty when ${doing}.`);
};

const CURVES = ["P-256", "P-384", "P-521"];
function checkCurve(curve: any): void {
  if (!CURVES.includes(curve)) throw failed("NotSupportedError", "Unrecognized namedCurve");
}

/** What is said about a key of a pair. */
function described(algorithm: any, made: any): any {
  const { name } = algorithm;
  if (family(name) === "RSA") {
    const bytes: number[] = [];
    for (let rest = Number(made.exponent); rest > 0; rest = Math.trunc(rest / 256)) bytes.unshift(rest % 256);
    return { name, modulusLength: made.bits, publicExponent: new Uint8Array(bytes), hash: algorithm.hash };
  }
  return family(name) === "EC" ? { name, namedCurve: made.kind } : { name };
}

/** Checks, and gives what makes the key. */
export function generated(algorithm: any, extractable: boolean, usages: string[]): () => any {
  const { name } = algorithm;
  if (family(name) === "AES" || name === "HMAC") {
    let bits = algorithm.length;
    if (name === "HMAC") {
      bits ??= ["SHA-384", "SHA-512"].includes(algorithm.hash.name) ? 1024 : 512;
      if (bits === 0)
        throw failed("OperationError", "The operation failed for an operation-specific reason");
    } else if (![128, 192, 256].includes(bits))
      throw failed("OperationError", "AES key length must be 128, 192, or 256 bits");
    checkUsages(usages, possible(name, "secret"), labelOf(name));
    notEmpty(usages);
    return () => {
      const about = name === "HMAC" ? { name, length: bits, hash: algorithm.hash } : { name, length: bits };
      const key = secretKey(host.native("random").bytes(Math.trunc((bits + 7) / 8)));
      return cryptoKey(key, about, extractable, usages);
    };
  }
  let exponent = 0;
  if (family(name) === "EC") checkCurve(algorithm.namedCurve);
  if (family(name) === "RSA")
    for (const byte of plain(algorithm.publicExponent)) exponent = exponent * 256 + byte;
  const open = possible(name, "public"),
    hidden = possible(name, "private");
  checkUsages(usages, [...open, ...hidden], labelOf(name));
  const privately = usages.filter((it) => hidden.includes(it));
  notEmpty(privately);
  return () => {
    const kind = family(name) === "RSA" ? "rsa" : isEdwards(name) ? name.toLowerCase() : algorithm.namedCurve;
    const made = checked(natives.generate(kind, algorithm.modulusLength ?? 0, exponent));
    const secret = privateKey(made);
    const about = described(algorithm, made);
    const first = cryptoKey(
        publicOf(secret),
        about,
        true,
        usages.filter((it) => open.includes(it)),
      ),
      second = cryptoKey(secret, about, extractable, privately);
    const pair: any = { __proto__: null };
    if (isEdwards(name)) pair.privateKey = second;
    pair.publicKey = first;
    if (!isEdwards(name)) pair.privateKey = second;
    return pair;
  };
}

const invalidData = (message = "Invalid keyData") => failed("DataError", message);

function importedSecret(
  format: string,
  keyData: any,
  algorithm: any,
  extractable: boolean,
  usages: string[],
): CryptoKey {
  const { name } = algorithm;
  let bytes: Uint8Array;
  const isDerived = name === "HKDF" || name === "PBKDF2";
  checkUsages(usages, possible(name, "secret"), labelOf(name));
  if (isDerived && extractable) throw failed("SyntaxError", `${name} keys are not extractable`);
  if (format === "raw") bytes = keyData;
  else if (format === "jwk" && !isDerived) {
    checkJwk(keyData, algorithm, extractable, usages);
    const wanted = jwkName(name, algorithm.hash?.name);
    bytes = plain(Buffer.from(keyData.k, "base64url"));
    if (keyData.alg !== undefined && keyData.alg !== wanted.replace("{}", String(bytes.length * 8)))
      throw invalidData('JWK "alg" does not match the requested algorithm');
  } else throw noForm(family(name), format);
  notEmpty(usages, "importing a secret key");
  let about: any = { name };
  if (name === "HMAC") {
    if (bytes.length === 0) throw invalidData("Zero-length key is not supported");
    const length = algorithm.length ?? bytes.length * 8;
    if (algorithm.length !== undefined && Math.trunc((length + 7) / 8) !== bytes.length)
      throw invalidData("Invalid key length");
    about = { name, hash: algorithm.hash, length };
  } else if (!isDerived) {
    if (![16, 24, 32].includes(bytes.length)) throw invalidData("Invalid key length");
    about = { name, length: bytes.length * 8 };
  }
  return cryptoKey(secretKey(bytes.slice()), about, extractable, usages);
}

const noForm = (name: string, format: string) =>
  failed("NotSupportedError", `Unable to import ${name} key with format ${format}`);

export async function imported(
  format: string,
  keyData: any,
  algorithm: any,
  extractable: boolean,
  usages: string[],
): Promise<CryptoKey> {
  const { name } = algorithm;
  if (ALGORITHMS[name].includes("encrypt") && family(name) === "AES")
    return importedSecret(format, keyData, algorithm, extractable, usages);
  if (["AES-KW", "HMAC", "HKDF", "PBKDF2"].includes(name))
    return importedSecret(format, keyData, algorithm, extractable, usages);
  if (family(name) === "EC") checkCurve(algorithm.namedCurve);
  if (format === "raw" && family(name) === "RSA") throw noForm("RSA", format);
  if (format === "jwk") checkJwk(keyData, algorithm, extractable, usages);
  let key: any;
  const isPrivate = format === "pkcs8" || (format === "jwk" && keyData?.d !== undefined);
  checkUsages(
    usages,
    possible(name, isPrivate ? "private" : "public"),
    `${family(name) === "RSA" ? "an" : "a"} ${name}`,
  );
  try {
    if (format === "spki") key = publicKey(checked(natives.readPublic("spki", keyData)));
    else if (format === "pkcs8") key = privateKey(checked(natives.readPrivate("pkcs8", keyData)));
    else if (format === "jwk") key = fromJwk(keyData, isPrivate);
    else if (family(name) === "EC")
      key = publicKey(checked(natives.publicFromPoint(algorithm.namedCurve, keyData)));
    else if (isEdwards(name)) key = publicKey(checked(natives.publicFromPoint(name.toLowerCase(), keyData)));
  } catch {
    if (isEdwards(name) && format === "raw" && keyData.length !== 32)
      throw invalidData(`${name} raw keys must be exactly 32-bytes`);
    throw invalidData();
  }
  if (key === undefined) throw noForm(name, format);
  if (isPrivate) notEmpty(usages, "importing a private key");
  const made = key[material];
  const isOfKind =
    family(name) === "RSA"
      ? made.kind === "rsa"
      : isEdwards(name)
        ? made.kind === name.toLowerCase()
        : CURVES.includes(made.kind);
  if (!isOfKind) throw invalidData("Invalid key type");
  if (family(name) === "EC" && made.kind !== algorithm.namedCurve) throw invalidData("Named curve mismatch");
  return cryptoKey(key, described(algorithm, made), extractable, usages);
}

export async function exported(format: string, key: CryptoKey): Promise<any> {
  const object = keyObjectOf(key);
  const made = object[material];
  const { name } = key.algorithm;
  const unfit = () =>
    failed(
      "InvalidAccessError",
      `Unable to export a ${format === "pkcs8" ? "pkcs8" : "raw"} ${name} ${key.type} key`,
    );
  const buffer = (bytes: Uint8Array) => bytes.slice().buffer;
  switch (format) {
    case "raw":
      if (key.type === "secret") return buffer(made.bytes);
      if (key.type !== "public" || family(name) === "RSA") throw unfit();
      return buffer(rawPoint(object));
    case "spki":
      if (key.type !== "public") throw unfit();
      return buffer(made.der);
    case "pkcs8":
      if (key.type !== "private") throw unfit();
      return buffer(made.der);
    case "jwk": {
      const jwk: any = { key_ops: key.usages, ext: key.extractable };
      const parts = key.type === "secret" ? { kty: "oct", k: given(made.bytes, "base64url") } : jwkOf(object);
      Object.assign(jwk, parts);
      const alg = jwkName(name, key.algorithm.hash?.name).replace("{}", String(key.algorithm.length));
      if (alg !== name || name === "RSA-OAEP" || name === "Ed25519") jwk.alg = alg;
      return jwk;
    }
    default:
      throw unfit();
  }
}

function rawPoint(key: any): Uint8Array {
  const parts = checked(natives.publicParts(key[material].der));
  if (parts.y === undefined) return parts.x;
  const out = new Uint8Array(1 + parts.x.length + parts.y.length);
  out[0] = 4;
  out.set(parts.x, 1);
  out.set(parts.y, 1 + parts.x.length);
  return out;
}
