const target = Object.freeze({ version: 1 });
const proxy = new Proxy(target, {
  get: () => 2,
});
console.log(proxy.version);
