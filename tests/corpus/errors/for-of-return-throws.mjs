const source = {
  [Symbol.iterator]() {
    return {
      next: () => ({ value: 1, done: false }),
      return() {
        throw new Error("cannot close");
      },
    };
  },
};
for (const x of source) {
  if (x) break;
}
