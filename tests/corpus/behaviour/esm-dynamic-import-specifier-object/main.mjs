const specifier = { toString: () => "./lib.mjs" };
console.log((await import(specifier)).default);
try {
  await import(Symbol("s"));
} catch (e) {
  console.log(e.name);
}
let outside = "not yet";
import({ toString() { throw new RangeError("no name"); } }).catch((e) => {
  console.log(e.name, outside);
});
outside = "later";
