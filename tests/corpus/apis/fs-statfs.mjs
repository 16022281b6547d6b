import fs from "node:fs";
const s = fs.statfsSync("/");
console.log(
  Object.keys(s),
  s.constructor.name,
  s.blocks >= s.bfree,
  typeof fs.statfsSync("/", { bigint: true }).bsize,
  (await fs.promises.statfs("/")).bsize === s.bsize,
);
fs.statfs("/no/such", (e) => console.log(e.code, e.syscall, e.message));
try {
  fs.statfsSync(5);
} catch (e) {
  console.log(e.code, e.message);
}
