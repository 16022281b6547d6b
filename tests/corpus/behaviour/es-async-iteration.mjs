const log = [];
async function* feed() {
  try {
    yield 1;
    yield Promise.resolve(2);
    yield 3;
  } finally {
    log.push("closed");
  }
}
for await (const n of feed()) { log.push(n); if (n === 2) break; }
for await (const v of [Promise.resolve("a"), "b"]) log.push(v);
const it = feed();
const all = await Promise.all([it.next(), it.next(), it.return("r"), it.next()]);
console.log(log.join(), JSON.stringify(all));
