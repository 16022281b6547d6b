const o = { x: 5, *values() { yield this.x; } };
console.log(String(o.values().next().value));
