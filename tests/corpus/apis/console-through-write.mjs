// The console prints through what a program puts in the place of `process.stdout.write`.
const lines = [];
const { write } = process.stdout;
process.stdout.write = (chunk, ...rest) => (lines.push([typeof chunk, chunk, rest.length > 0]), true);
console.log("captured %d", 1, { a: 1 });
console.info("info");
console.group("group");
console.table([{ x: 1 }]);
console.groupEnd();
console.dir([1, 2]);
console.error("not here");
process.stdout.write = write;
for (const [kind, chunk] of lines) console.log(kind, JSON.stringify(chunk));

// Handed on, with something in front.
process.stdout.write = function (chunk, ...rest) {
  return Reflect.apply(write, this, ["> " + chunk, ...rest]);
};
console.log("two\nlines");
console.count();
process.stdout.write = write;

// What fails there fails for nobody.
process.stdout.write = () => {
  throw new Error("no room");
};
console.log("lost");
process.stdout.write = write;

const errors = [];
const original = process.stderr.write;
process.stderr.write = (chunk) => errors.push(chunk);
console.error(new RangeError("bad").message);
console.warn("warned");
console.assert(false, "asserted");
process.stderr.write = original;
console.log(errors);
delete process.stdout.write;
console.log(process.stdout.write === write, "end");
