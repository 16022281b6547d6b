const broken = {
  [Symbol.iterator]() {
    return { next: () => "done" };
  },
};
for (const x of broken) {
  console.log(x);
}
