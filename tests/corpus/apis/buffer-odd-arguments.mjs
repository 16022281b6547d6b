// What `Buffer` makes of encodings, lengths and ranges that are not what it takes.
import { Buffer } from "node:buffer";
const bytes = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);
const shown = (value) => (typeof value === "number" ? String(value) : typeof value === "function" ? "function" : JSON.stringify(value));
function tell(name, work) {
  try {
    console.log(name, work());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}
for (const encoding of [0, null, "", "nope", undefined, "UTF-8", "Latin1"]) {
  tell(`toString ${shown(encoding)}`, () => bytes.toString(encoding, 0, 2).length);
  tell(`toString nothing ${shown(encoding)}`, () => bytes.toString(encoding, 3, 1) === "");
  tell(`from ${shown(encoding)}`, () => Buffer.from("abc", encoding));
}
for (const size of [Infinity, -1, 0, 7, NaN, 1.5, "1", null, undefined, {}])
  for (const method of ["readIntLE", "readUIntBE"]) tell(`${method} ${shown(size)}`, () => bytes[method](0, size));
for (const size of [Infinity, 7, NaN, "2", undefined]) tell(`writeIntBE ${shown(size)}`, () => bytes.writeIntBE(1, 0, size));
for (const offset of [Infinity, -1, 8, 1.5, "0", null, NaN]) {
  tell(`readUInt16LE ${shown(offset)}`, () => bytes.readUInt16LE(offset));
  tell(`readIntBE ${shown(offset)}`, () => bytes.readIntBE(offset, 3));
}
for (const args of [[], [1], ["1"], [-1], [9], [1, 2], [1, "x"], [1, -1], [0, 1.5]]) tell(`copyBytesFrom ${args.map(shown)}`, () => Buffer.copyBytesFrom(Uint16Array.of(1, 2, 3), ...args));
for (const [start, end] of [[-5, 3], [2, 99], ["1", "3"], [NaN, 2], [3, 1], [1.9, 3.9], [null, 2]]) console.log(bytes.toString("hex", start, end), bytes.subarray(start, end));
