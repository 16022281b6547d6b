const handler = { get: "value" };
const object = new Proxy({}, handler);
console.log(object.anything);
