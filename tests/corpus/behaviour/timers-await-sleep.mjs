const sleep = (ms, value) => new Promise((done) => setTimeout(done, ms, value));
const parts = await Promise.all([sleep(6, "c"), sleep(2, "a"), sleep(4, "b")]);
console.log(parts.join(""));
const order = [];
await Promise.all([3, 1, 2].map(async (n) => { await sleep(n * 12); order.push(n); }));
console.log(order.join(""));
