const seen = [];
const f = async (x) => x * 2, g = async (x) => (await f(x), x);
seen.push(await f(2), await g(3));
console.log(seen.join());
