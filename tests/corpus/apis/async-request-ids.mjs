// What it is for: a log that knows its request.
import { AsyncLocalStorage } from "node:async_hooks";
const requests = new AsyncLocalStorage();
let next = 0;
const lines = [];
const say = (text) => lines.push(`[${requests.getStore()?.id ?? "-"}] ${text}`);
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function query(n) {
  await sleep(5 - n);
  say(`query ${n}`);
  return n * 2;
}
async function handle(n) {
  say("start");
  const [a, b] = await Promise.all([query(n), query(n + 1)]);
  await sleep(1);
  say(`sum ${a + b}`);
  requests.getStore().done = true;
}
await Promise.all([1, 2, 3].map((n) => requests.run({ id: ++next }, handle, n)));
say("end");
console.log(lines.sort().join("\n"));
