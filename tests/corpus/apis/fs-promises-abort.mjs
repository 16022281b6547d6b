import fs from "node:fs/promises";
const file = new URL(import.meta.url);
await fs.readFile(file, { signal: AbortSignal.abort() }).catch((e) => console.log(e.name, e.code, e.message));
const c = new AbortController(),
  p = fs.readFile(file, { signal: c.signal });
c.abort();
await p.catch((e) => console.log(e.name, e.code));
await fs
  .writeFile("/tmp/never-written", "x", { signal: AbortSignal.abort("why") })
  .catch((e) => console.log(e.name, e.cause));
await fs.readFile("/tmp/never-written").catch((e) => console.log(e.code));
console.log(String(await fs.readFile(file, { signal: new AbortController().signal })).length > 10);
