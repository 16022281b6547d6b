const store = { get: (key) => undefined };
const value = store.get?.("a").name;
console.log(value);
