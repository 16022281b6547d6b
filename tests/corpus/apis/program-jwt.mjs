// JSON web tokens by hand: signed with a secret, with RSA and with a curve, checked strictly.
import { createHmac, createPublicKey, createSign, createVerify, generateKeyPairSync, sign, timingSafeEqual, verify } from "node:crypto";

class TokenError extends Error {
  name = "TokenError";
  constructor(code, options) {
    super(`token refused: ${code}`, options);
    this.code = code;
  }
}
const b64 = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = curve.publicKey.export({ type: "spki", format: "pem" });
const ALGORITHMS = {
  HS256: {
    sign: (text, key) => createHmac("sha256", key).update(text).digest("base64url"),
    verify: (text, key, signature) => {
      const ours = createHmac("sha256", key).update(text).digest();
      return ours.length === signature.length && timingSafeEqual(ours, signature);
    },
  },
  RS256: {
    sign: (text, key) => createSign("RSA-SHA256").update(text).sign(key, "base64url"),
    verify: (text, key, signature) => createVerify("RSA-SHA256").update(text).verify(key, signature),
  },
  ES256: {
    sign: (text, key) => sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url"),
    verify: (text, key, signature) => verify("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }, signature),
  },
};
function issue(payload, key, alg) {
  const text = `${b64({ alg, typ: "JWT" })}.${b64(payload)}`;
  return `${text}.${ALGORITHMS[alg].sign(text, key)}`;
}
function check(token, key, { algorithms, now = 0 }) {
  const parts = token.split(".");
  if (parts.length !== 3) throw new TokenError("malformed");
  let header, payload;
  try {
    [header, payload] = parts.slice(0, 2).map((it) => JSON.parse(Buffer.from(it, "base64url").toString()));
  } catch (cause) {
    throw new TokenError("malformed", { cause });
  }
  if (!algorithms.includes(header.alg)) throw new TokenError("algorithm");
  const signature = Buffer.from(parts[2], "base64url");
  if (!ALGORITHMS[header.alg].verify(`${parts[0]}.${parts[1]}`, key, signature)) throw new TokenError("signature");
  if (payload.exp !== undefined && payload.exp <= now) throw new TokenError("expired");
  return payload;
}
const claims = { sub: "1234567890", name: "Žofie 😀", admin: true, exp: 1000, scopes: ["read", "write"] };
const tokens = {
  HS256: [issue(claims, "a shared secret", "HS256"), "a shared secret"],
  RS256: [issue(claims, privateKey, "RS256"), publicKey],
  ES256: [issue(claims, curve.privateKey, "ES256"), pem],
};
console.log(tokens.HS256[0]);
for (const [alg, [token, key]] of Object.entries(tokens)) {
  console.log(alg, token.split(".").map((it) => it.length).join("."), check(token, key, { algorithms: [alg] }));
  const flipped = token.slice(0, -6) + (token.at(-6) === "A" ? "B" : "A") + token.slice(-5);
  for (const [what, wrong, options] of [
    ["changed", flipped, {}],
    ["late", token, { now: 2000 }],
    ["short", token.slice(0, token.lastIndexOf(".")), {}],
    ["none", `${b64({ alg: "none" })}.${token.split(".")[1]}.`, {}],
    ["no JSON", `!!!.${token.split(".")[1]}.x`, {}],
  ])
    try {
      check(wrong, key, { algorithms: [alg], ...options });
      console.log(alg, what, "accepted");
    } catch (error) {
      console.log(alg, what, error.message, error instanceof TokenError, error.cause?.name);
    }
}
console.log(createPublicKey(pem).equals(curve.publicKey), createPublicKey(privateKey).export({ format: "jwk" }).e);
