const a = {};
const b = Object.create(a);
Object.setPrototypeOf(a, b);
