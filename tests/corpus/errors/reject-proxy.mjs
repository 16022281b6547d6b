// @line 7
const trap = new Proxy({}, {
  get() {
    throw new Error("no reading");
  },
});
Promise.reject(trap);
