const step = (n) => (v) => v + n;
Promise.reject(new RangeError("start"))
  .then(step(1))
  .then(step(2))
  .finally(() => console.log("end"));
