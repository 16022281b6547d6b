const model = {};
const observe = (key, get) => Object.defineProperty(model, key, { get, value: 1 });
observe("a", () => 1);
