const seen = [];
async function value() { return 1; }
async function promise() { return Promise.resolve(1); }
value().then(() => seen.push("value"));
promise().then(() => seen.push("promise"));
let p = Promise.resolve();
for (let i = 1; i <= 4; i++) p = p.then(() => seen.push(i));
setTimeout(() => console.log(seen.join()), 1);
