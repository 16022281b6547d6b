const strict = (target) =>
  new Proxy(target, {
    get(object, key) {
      if (!(key in object)) {
        throw new ReferenceError(`unknown key ${String(key)}`);
      }
      return object[key];
    },
  });
const config = strict({ port: 80 });
console.log(config.port);
console.log(config.prot);
