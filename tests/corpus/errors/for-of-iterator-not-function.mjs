const broken = {
  [Symbol.iterator]: 42,
};
for (const x of broken) {
  console.log(x);
}
