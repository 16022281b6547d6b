// Consoles over streams that fail or are terminals, and names that are no texts.
import { Console } from "node:console";
import { Writable } from "node:stream";
const written = [];
for (const fails of ["at once", "later", "throws"])
  for (const method of ["log", "warn", "dir", "table"]) {
    const stream = new Writable({
      write(chunk, encoding, callback) {
        if (fails === "at once") callback(new Error("now"));
        else if (fails === "later") process.nextTick(callback, new Error("later"));
        else throw new Error("thrown");
      },
    });
    new Console(stream, stream, true)[method]("abc");
  }
class Terminal extends Writable {
  isTTY = true;
  constructor(depth) {
    super({ decodeStrings: false, write: (chunk, encoding, callback) => (written.push(chunk), callback()) });
    if (depth !== undefined) this.getColorDepth = () => depth;
  }
}
for (const [depth, options] of [[undefined, {}], [1, {}], [8, {}], [8, { colorMode: false }], [1, { colorMode: true }], [8, { inspectOptions: { colors: false } }]]) {
  const it = new Console({ stdout: new Terminal(depth), ...options });
  it.log(1, { a: "b" });
  it.error("%o", [null]);
  it.dir({ c: undefined });
}
const before = process.env.TERM;
for (const term of ["xterm", "dumb"]) {
  process.env.TERM = term;
  new Console(new Terminal()).clear();
}
process.env.TERM = before ?? "";
console.log(written);
console.count({});
console.count(null);
console.count("null");
console.count([1, 2]);
try {
  console.count(Symbol("x"));
} catch (error) {
  console.log(error.name, error.message);
}
for (const data of [() => {}, new Map(), new Set(), new Map().entries(), [], {}, null, 5]) console.table(data);
for (const method of ["log", "table", "dir", "group"]) {
  try {
    new console[method]();
    console.log("made");
  } catch (error) {
    console.log(error.name, error.message);
  }
}
