function inner() {
  return new Promise((resolve, reject) => {
    queueMicrotask(() => reject(new Error("inner")));
  });
}
Promise.resolve().then(() => inner()).then(() => {});
