import fs, { readFileSync as r, promises } from "fs";
import * as ns from "node:fs";
import * as path from "node:path";
import def from "node:path";
import { default as def2, join } from "path";
console.log(
  fs === ns.default,
  r === fs.readFileSync,
  promises === (await import("node:fs/promises")).default,
  def === def2,
  path.join === join,
  path.default === def,
  typeof ns[Symbol.toStringTag],
  Object.keys(path).includes("default"),
  "join" in path,
  path.nope,
);
const dynamic = await import("node:path");
console.log(dynamic.join === join, dynamic === path, (await import("path")) === path);
try {
  path.join = 1;
} catch (e) {
  console.log(e.name);
}
def.custom = 1;
console.log(def2.custom, path.custom);
def.basename = () => "patched";
console.log(def.basename("x"), path.basename("x/y"));
export { join as exported } from "node:path";
export * from "node:url";
const self = await import("./esm-shapes.mjs");
console.log(self.exported === join, typeof self.fileURLToPath, self.URL === URL);
try {
  await import("node:nope");
} catch (e) {
  console.log("no such module");
}
