import path from "node:path";
import { EventEmitter } from "node:events";
import util from "node:util";
import assert from "node:assert";
import qs from "node:querystring";
const log = console.log.bind(console);
const boom = () => {
  throw new Error("broken");
};
const u0 = new URL("http://a/b?c=1"),
  b0 = Buffer.from("abc"),
  m0 = new Map([[1, 2]]);
for (const name of [
  "push",
  "pop",
  "slice",
  "map",
  "filter",
  "join",
  "indexOf",
  "includes",
  "concat",
  "splice",
  "shift",
  "unshift",
  "forEach",
  "some",
  "every",
  "find",
  "sort",
  "reverse",
])
  Array.prototype[name] = boom;
for (const name of [
  "slice",
  "split",
  "charCodeAt",
  "indexOf",
  "startsWith",
  "endsWith",
  "replace",
  "replaceAll",
  "toLowerCase",
  "padStart",
  "trim",
  "includes",
  "lastIndexOf",
  "substring",
])
  String.prototype[name] = boom;
Map.prototype.get =
  Map.prototype.set =
  Map.prototype.has =
  Set.prototype.has =
  Set.prototype.add =
  WeakMap.prototype.get =
  WeakMap.prototype.set =
    boom;
Object.keys = Object.create = Object.assign = Reflect.ownKeys = Array.isArray = Number.isInteger = boom;
log(path.resolve("/a", "../b"), path.parse("/x/y.z").ext, path.win32.normalize("a/../b"));
const e = new EventEmitter();
e.on("x", (v) => log("got", v));
e.once("x", (v) => log("once", v));
e.emit("x", 1);
e.emit("x", 2);
log(e.listenerCount("x"));
log(util.format("%s %d %j", "a", 5, { x: 1 }));
log(util.inspect({ a: [1, 2], m: m0 }));
log(b0.toString("hex"), Buffer.from("xyz").toString("base64"), Buffer.concat([b0, b0]).length);
log(u0.href, u0.searchParams.get("c"), new URL("../q", "http://h/a/b").href);
try {
  assert.deepStrictEqual({ a: [1] }, { a: [2] });
} catch (x) {
  log(x.code);
}
log(qs.stringify({ a: [1, 2] }));
const t = new EventTarget();
t.addEventListener("k", () => log("target"));
t.dispatchEvent(new Event("k"));
log(structuredClone({ a: [1, m0] }));
