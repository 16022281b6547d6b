// What a readable stream has of an array.
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
const log = console.log;
const numbers = (n = 5) => Readable.from(Array.from({ length: n }, (_, i) => i + 1));
log(
  await numbers()
    .map((n) => n * n)
    .toArray(),
);
log(
  await numbers()
    .filter((n) => n % 2)
    .toArray(),
);
log(
  await numbers()
    .filter(async (n) => n > 3)
    .map(async (n) => -n)
    .toArray(),
);
log(await numbers().take(2).toArray(), await numbers().drop(3).toArray());
log(await numbers().drop(1).take(3).toArray(), await numbers().take(0).toArray());
log(
  await numbers()
    .flatMap((n) => [n, n * 10])
    .toArray(),
);
log(
  await numbers(2)
    .flatMap((n) => Readable.from([`${n}a`, `${n}b`]))
    .toArray(),
);
log(await numbers().reduce((sum, n) => sum + n), await numbers().reduce(async (sum, n) => sum + n, 100));
log(await numbers().some((n) => n > 4), await numbers().some((n) => n > 5));
log(await numbers().every((n) => n > 0), await numbers().every((n) => n > 1));
log(await numbers().find((n) => n > 2), await numbers().find((n) => n > 20));
const seen = [];
log(await numbers().forEach((n) => void seen.push(n)), seen);
log(await numbers().asIndexedPairs().toArray());
const order = [];
const slow = numbers(4).map(
  async (n) => {
    order.push(`start ${n}`);
    await sleep(20 - n * 4);
    order.push(`end ${n}`);
    return n;
  },
  { concurrency: 2 },
);
log(await slow.toArray());
log(order.filter((it) => it.startsWith("start")));
const stream = numbers();
log(await stream.take(2).toArray(), stream.destroyed);
try {
  await numbers()
    .map((n) => {
      if (n === 3) throw new Error("three");
      return n;
    })
    .toArray();
} catch (error) {
  log(error.message);
}
try {
  await numbers().forEach(async (n) => {
    if (n === 2) throw new TypeError("two");
  });
} catch (error) {
  log(error.name, error.message);
}
for (const attempt of [
  () => numbers().map(5),
  () => numbers().filter(),
  () => numbers().map((n) => n, 5),
  () => numbers().map((n) => n, { concurrency: 0 }),
  () => numbers().map((n) => n, { concurrency: "x" }),
  () => numbers().map((n) => n, { signal: 1 }),
  () => numbers().take(-1),
  () => numbers().drop("x").toArray(),
  () => numbers().reduce(1),
  () => numbers().some(1),
  () => numbers().every(1),
  () => numbers().find(1),
  () => numbers().forEach(1),
  () => Readable.from([]).reduce((a, b) => a + b),
]) {
  try {
    log(await attempt());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const controller = new AbortController();
const endless = Readable.from(
  (async function* () {
    for (let i = 0; ; i++) yield i;
  })(),
);
setTimeout(() => controller.abort(), 10);
try {
  await endless.map((n) => sleep(1, n), { signal: controller.signal }).toArray();
} catch (error) {
  log(error.name, error.code);
}
log(
  await numbers()
    .toArray({ signal: AbortSignal.abort() })
    .catch((error) => error.name),
);
