import path from "node:path";
import fs from "node:fs";
const show = (e) =>
  console.log(
    e.toString(),
    Object.keys(e),
    e.name,
    JSON.stringify(e),
    Object.prototype.propertyIsEnumerable.call(e, "message"),
    e.stack.split("\n")[0],
  );
for (const f of [
  () => path.join(5),
  () => new URL("x"),
  () => fs.readFileSync("/no/such"),
  () => Buffer.alloc(-1),
  () => Buffer.from([]).readInt8(),
  () => process.nextTick(),
  () => new TextDecoder("x"),
])
  try {
    f();
  } catch (e) {
    show(e);
  }
