// `for await (const line of rl)`.
import readline from "node:readline";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
const log = console.log;
const open = (...chunks) => readline.createInterface({ input: Readable.from(chunks), crlfDelay: Infinity });
for await (const line of open("a\nb\n", "c")) log(line);
const stopped = open("1\n2\n3\n");
for await (const line of stopped) {
  log(line);
  if (line === "2") break;
}
log(stopped.closed);
let count = 0;
for await (const line of readline.createInterface({
  input: fs.createReadStream(fileURLToPath(import.meta.url)),
})) {
  if (count++ < 2) log(line);
}
log(count > 10);
const slow = [];
for await (const line of open("x\ny\n", "z\n")) {
  await new Promise(setImmediate);
  slow.push(line);
}
log(slow);
const input = new PassThrough();
const rl = readline.createInterface({ input });
setImmediate(() => input.write("one\n"));
const [first] = await once(rl, "line");
log(first);
const iterator = rl[Symbol.asyncIterator]();
input.write("two\nthree\n");
log(await iterator.next());
log(await iterator.next());
input.end("four");
log(await iterator.next(), await iterator.next());
for await (const line of open()) log("never", line);
for await (const line of readline.createInterface({ input: process.stdin })) log("never", line);
log("end");
