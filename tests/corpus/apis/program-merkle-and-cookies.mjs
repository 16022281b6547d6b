// A tree of hashes with proofs, passwords kept as hashes, signed cookies with a key that changes.
import { createHash, createHmac, randomBytes, scrypt, scryptSync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const hash = (...parts) => parts.reduce((it, part) => it.update(part), createHash("sha256")).digest();
class Tree {
  #levels;
  constructor(items) {
    let level = items.map((it) => hash("\0", it));
    this.#levels = [level];
    while (level.length > 1) {
      const next = [];
      for (let i = 0; i < level.length; i += 2) next.push(i + 1 < level.length ? hash("\x01", level[i], level[i + 1]) : level[i]);
      this.#levels.push((level = next));
    }
  }
  get root() {
    return this.#levels.at(-1)[0];
  }
  proof(index) {
    return this.#levels.slice(0, -1).flatMap((level) => {
      const side = index ^ 1;
      const found = level[side] && [{ side: side < index ? "left" : "right", hash: level[side] }];
      index >>= 1;
      return found ?? [];
    });
  }
  static verify(item, proof, root) {
    const end = proof.reduce((at, it) => (it.side === "left" ? hash("\x01", it.hash, at) : hash("\x01", at, it.hash)), hash("\0", item));
    return timingSafeEqual(end, root);
  }
}
const items = Array.from({ length: 11 }, (_, i) => `entry ${i}`);
const tree = new Tree(items);
console.log(tree.root.toString("hex"), items.map((_, i) => tree.proof(i).length).join());
console.log(items.every((it, i) => Tree.verify(it, tree.proof(i), tree.root)), Tree.verify("other", tree.proof(3), tree.root));
console.log(tree.proof(10).map(({ side, hash }) => `${side} ${hash.toString("hex", 0, 4)}`));

const scryptAsync = promisify(scrypt);
async function keep(password, salt = randomBytes(16)) {
  const options = { N: 2048, r: 8, p: 1 };
  return `scrypt$${options.N}$${salt.toString("base64")}$${(await scryptAsync(password.normalize("NFKC"), salt, 32, options)).toString("base64")}`;
}
async function matches(password, kept) {
  const [name, N, salt, wanted] = kept.split("$");
  if (name !== "scrypt") throw new TypeError(`unknown scheme ${name}`);
  const got = await scryptAsync(password.normalize("NFKC"), Buffer.from(salt, "base64"), 32, { N: +N });
  return timingSafeEqual(got, Buffer.from(wanted, "base64"));
}
const kept = await keep("pässword", Buffer.alloc(16, 7));
console.log(kept, await matches("pa\u0308ssword", kept), await matches("password", kept), (await keep("a")) === (await keep("a")));
await matches("a", "md5$x").catch((error) => console.log(error.name, error.message));
for (const options of [{ N: 3 }, { N: 2 ** 20 }, { N: 16, maxmem: 10 }, { N: 16, cost: 16 }])
  try {
    scryptSync("a", "b", 8, options);
  } catch (error) {
    console.log(error.code, error.message);
  }

const keys = ["new key", "old key"];
const mac = (value, key) => createHmac("sha256", key).update(value).digest("base64url").replace(/=+$/, "");
const serialize = (name, value, { maxAge, httpOnly, sameSite, path = "/" } = {}) =>
  [`${name}=${encodeURIComponent(`${value}.${mac(value, keys[0])}`)}`, `Path=${path}`, maxAge !== undefined && `Max-Age=${maxAge}`, httpOnly && "HttpOnly", sameSite && `SameSite=${sameSite}`].filter(Boolean).join("; ");
const parse = (header) => new Map(header.split(/;\s*/).map((it) => [it.slice(0, it.indexOf("=")), decodeURIComponent(it.slice(it.indexOf("=") + 1))]));
function unsign(signed) {
  const value = signed.slice(0, signed.lastIndexOf("."));
  const given = Buffer.from(signed.slice(value.length + 1));
  const index = keys.findIndex((key) => {
    const wanted = Buffer.from(mac(value, key));
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  return index < 0 ? null : { value, isOld: index > 0 };
}
const header = serialize("session", "user=7; ünïcode", { maxAge: 60, httpOnly: true, sameSite: "Lax" });
console.log(header);
const cookies = parse(`${header.split(";")[0]}; theme=dark`);
console.log(cookies, unsign(cookies.get("session")), unsign(`x.${mac("x", "old key")}`), unsign(`y.${mac("x", "old key")}`));
