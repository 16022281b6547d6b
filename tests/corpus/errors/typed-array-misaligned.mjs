const bytes = new ArrayBuffer(8);
const words = new Uint32Array(
  bytes,
  3,
);
console.log(words);
