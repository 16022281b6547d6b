import { spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
const sort = spawn("sort");
pipeline(Readable.from(["b\n", "c\n", "a\n"]), sort.stdin);
console.log(await text(sort.stdout));
const upper = spawn("tr", ["a-z", "A-Z"]),
  rev = spawn("rev");
upper.stdout.pipe(rev.stdin);
upper.stdin.end("hello\n");
console.log(await text(rev.stdout));
const big = spawn("cat");
let size = 0;
big.stdout.on("data", (d) => (size += d.length));
for (let i = 0; i < 40; i++)
  if (!big.stdin.write(Buffer.alloc(50000))) await new Promise((r) => big.stdin.once("drain", r));
big.stdin.end();
await new Promise((r) => big.on("close", r));
console.log(size);
const lines = [];
for await (const chunk of spawn("sh", ["-c", "for i in 1 2 3; do echo $i; done"]).stdout)
  lines.push(String(chunk));
console.log(lines.join(""));
