const seen = [];
queueMicrotask(() => seen.push("micro"));
seen.push(1);
seen.push(2);
await null;
seen.push(3);
console.log(seen.join());
