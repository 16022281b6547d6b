// What callers of `crypto.subtle` hand over, checked as the web's interface has it.
import { coded } from "internal:errors";
import { isBuffer, plain } from "internal:crypto_bytes";
import { CryptoKey, isCryptoKey } from "internal:subtle_keys";

const ORDER = ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th"];
const failed = (method: string, text: string) => `Failed to execute '${method}' on 'SubtleCrypto': ${text}`;
const wrongType = (method: string, text: string) =>
  coded(TypeError, "ERR_INVALID_ARG_TYPE", failed(method, text));

export function data(value: any, method: string, at: number): Uint8Array {
  if (!isBuffer(value))
    throw wrongType(
      method,
      `${ORDER[at]} argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`,
    );
  return plain(value).slice();
}

export function key(value: any, method: string, at: number): CryptoKey {
  if (!isCryptoKey(value)) throw wrongType(method, `${ORDER[at]} argument is not of type CryptoKey.`);
  return value;
}

/** Key data: what a JWK is read from, or bytes. */
export function keyData(format: string, value: any): any {
  if (format !== "jwk") return data(value, "importKey", 1);
  if (value != null && typeof value !== "object" && typeof value !== "function")
    throw wrongType("importKey", "2nd argument can not be converted to a dictionary");
  return value;
}

export function formatOf(value: any, method: string): string {
  const format = `${value}`;
  if (!["raw", "pkcs8", "spki", "jwk"].includes(format))
    throw coded(
      TypeError,
      "ERR_INVALID_ARG_VALUE",
      failed(method, `1st argument value '${format}' is not a valid enum value of type KeyFormat.`),
    );
  return format;
}

const USAGES = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];

export function usagesOf(value: any, method: string, at: number): string[] {
  if (!host.isObject(value) || typeof value[Symbol.iterator] !== "function")
    throw wrongType(method, `${ORDER[at]} argument can not be converted to sequence.`);
  const out: string[] = [];
  for (const it of value) {
    const usage = `${it}`;
    if (!USAGES.includes(usage))
      throw coded(
        TypeError,
        "ERR_INVALID_ARG_VALUE",
        failed(
          method,
          `${ORDER[at]} argument, index ${out.length} value '${usage}' is not a valid enum value of type KeyUsage.`,
        ),
      );
    out.push(usage);
  }
  return out;
}

const KINDS: Record<string, [string, (value: any) => boolean]> = {
  __proto__: null,
  bytes: ["instance of ArrayBuffer, Buffer, TypedArray, or DataView", isBuffer],
  number: ["a finite number", (value: any) => Number.isFinite(+value)],
  exponent: ["an Uint8Array object", (value: any) => value instanceof Uint8Array],
  key: ["of type CryptoKey", isCryptoKey],
} as any;
const MEMBERS: Record<string, string> = {
  __proto__: null,
  iv: "bytes",
  counter: "bytes",
  additionalData: "bytes",
  label: "bytes",
  salt: "bytes",
  info: "bytes",
  length: "number",
  modulusLength: "number",
  tagLength: "number",
  iterations: "number",
  saltLength: "number",
  publicExponent: "exponent",
  public: "key",
} as any;

/** The members of an algorithm's parameters, each of the kind that it has to be. */
export function checkMembers(parameters: any, dictionary: string): void {
  for (const member of Object.keys(MEMBERS)) {
    const value = parameters[member];
    if (value === undefined) continue;
    const kind = MEMBERS[member];
    const [text, fits] = KINDS[kind];
    if (!fits(value))
      throw coded(
        TypeError,
        "ERR_INVALID_ARG_TYPE",
        `Failed to normalize algorithm: '${member}' of '${dictionary}' (passed algorithm) is not ${text}.`,
      );
    if (kind === "number") parameters[member] = Math.trunc(+value);
  }
}
