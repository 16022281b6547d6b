const o = { a: 1, toJSON() { return { b: [1, { c: 2 }] }; } };
console.log(JSON.stringify(o, (k, v) => (typeof v === "number" ? v * 10 : v)), JSON.parse("[1,2]", (k, v) => (k === "0" ? undefined : v)).length);
