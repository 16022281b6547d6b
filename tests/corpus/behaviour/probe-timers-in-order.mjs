const seen = [];
setTimeout(() => seen.push("t0"), 0);
setTimeout(() => { seen.push("t5"); console.log(seen.join()); }, 5);
Promise.resolve().then(() => seen.push("job"));
process.nextTick(() => seen.push("tick"));
seen.push("sync");
