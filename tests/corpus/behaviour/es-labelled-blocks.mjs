const log = [];
block: {
  log.push("in");
  if (log.length) break block;
  log.push("never");
}
outer: for (let i = 0; i < 3; i++) {
  inner: for (let j = 0; ; j++) {
    if (j === 2) continue outer;
    if (i === 2) break outer;
    switch (j) { case 1: continue inner; }
    log.push(`${i}${j}`);
  }
}
a: b: do { log.push("do"); continue a; } while (log.length < 5);
console.log(log.join());
