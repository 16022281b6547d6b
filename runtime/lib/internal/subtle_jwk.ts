// What a JWK says of itself has to fit what it is imported for.
import { coded } from "internal:errors";

const invalid = (message = "Invalid keyData") => new DOMException(message, "DataError");

/** What JWK calls an algorithm; `{}`: its length. */
export function jwkName(name: string, hash: string | undefined): string {
  const size = hash?.slice(4);
  switch (name) {
    case "HMAC":
      return `HS${size}`;
    case "RSASSA-PKCS1-v1_5":
      return `RS${size}`;
    case "RSA-PSS":
      return `PS${size}`;
    case "RSA-OAEP":
      return size === "1" ? "RSA-OAEP" : `RSA-OAEP-${size}`;
    default:
      return name.startsWith("AES") ? `A{}${name.slice(4)}` : name;
  }
}

const SIGNING = ["HMAC", "RSASSA-PKCS1-v1_5", "RSA-PSS", "ECDSA", "Ed25519"];
const isOkp = (name: string) => name === "Ed25519" || name === "X25519";

function typeOf(name: string): string {
  if (name.startsWith("RSA")) return "RSA";
  if (name.startsWith("EC")) return "EC";
  return isOkp(name) ? "OKP" : "oct";
}

function checkOperations(operations: any, usages: string[]): void {
  if (operations === undefined) return;
  if (!host.isObject(operations) || typeof operations[Symbol.iterator] !== "function")
    throw coded(
      TypeError,
      "ERR_INVALID_ARG_TYPE",
      "Failed to execute 'importKey' on 'SubtleCrypto': 'key_ops' of 'JsonWebKey' (2nd argument) can not be converted to sequence.",
    );
  const seen: string[] = [];
  for (const it of operations) {
    if (seen.includes(`${it}`)) throw invalid("Duplicate key operation");
    seen.push(`${it}`);
  }
  for (const usage of usages)
    if (!seen.includes(usage)) throw invalid("Key operations and usage mismatch");
}

/** Which names of the algorithm a JWK of it may carry; nothing: any. */
function namesOf(algorithm: any): string[] | undefined {
  const { name } = algorithm;
  if (name === "ECDSA") {
    const { namedCurve } = algorithm;
    return [`ES${namedCurve === "P-521" ? "512" : namedCurve.slice(2)}`];
  }
  if (name === "Ed25519") return ["Ed25519", "EdDSA"];
  return name.startsWith("RSA") ? [jwkName(name, algorithm.hash.name)] : undefined;
}

export function checkJwk(jwk: any, algorithm: any, extractable: boolean, usages: string[]): void {
  const { name } = algorithm;
  if (jwk === null || typeof jwk !== "object" || jwk.kty === undefined) throw invalid();
  if (jwk.kty !== typeOf(name)) throw invalid('Invalid JWK "kty" Parameter');
  if (isOkp(name) && jwk.crv !== name) throw invalid('JWK "crv" Parameter and algorithm name mismatch');
  if (name.startsWith("EC") && jwk.crv !== algorithm.namedCurve)
    throw invalid('JWK "crv" does not match the requested algorithm');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== (SIGNING.includes(name) ? "sig" : "enc"))
    throw invalid('Invalid JWK "use" Parameter');
  checkOperations(jwk.key_ops, usages);
  if (jwk.ext === false && extractable) throw invalid('JWK "ext" Parameter and extractable mismatch');
  const names = namesOf(algorithm);
  if (names !== undefined && jwk.alg !== undefined && !names.includes(jwk.alg))
    throw invalid('JWK "alg" does not match the requested algorithm');
}
