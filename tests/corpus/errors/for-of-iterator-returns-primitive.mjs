const broken = {
  [Symbol.iterator]() {
    return 1;
  },
};
for (const x of broken) {
  console.log(x);
}
