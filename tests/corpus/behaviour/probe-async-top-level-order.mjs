const seen = [];
Promise.resolve().then(() => seen.push("job"));
seen.push("before");
await 0;
seen.push("after");
console.log(seen.join());
