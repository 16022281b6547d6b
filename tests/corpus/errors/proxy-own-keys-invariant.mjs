const sealed = Object.preventExtensions({ a: 1, b: 2 });
const view = new Proxy(sealed, { ownKeys: () => ["a"] });
console.log(Object.keys(view));
