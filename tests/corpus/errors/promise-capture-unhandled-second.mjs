const fails = Promise.reject(new Error("shared"));
fails.catch(() => {});
const derived = fails.then((v) => v);
console.log(typeof derived);
