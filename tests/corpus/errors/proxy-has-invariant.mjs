const fixed = Object.freeze({ id: 1 });
const hidden = new Proxy(fixed, { has: () => false });
console.log("id" in hidden);
