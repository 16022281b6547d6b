import * as all from "./lib.mjs";
console.log(Object.keys(all).join());
console.log([...all.ids()].join(), await all.later(), all.Box.of(3).n);
for await (const n of all.stream()) console.log(n);
