const seen = [];
for await (const x of [Promise.resolve(1), 2]) seen.push(x);
console.log(seen.join());
