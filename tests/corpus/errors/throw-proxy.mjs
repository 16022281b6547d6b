// @line 11
const trap = new Proxy({}, {
  get() {
    throw new Error("no reading");
  },
  getPrototypeOf() {
    throw new Error("no looking");
  },
});
setTimeout(() => {
  throw trap;
});
