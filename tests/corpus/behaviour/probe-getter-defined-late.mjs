const o = {};
Object.defineProperty(o, "x", { get: () => "arrow", enumerable: true });
console.log(JSON.stringify(o), Object.getOwnPropertyDescriptor(o, "x").get.name);
