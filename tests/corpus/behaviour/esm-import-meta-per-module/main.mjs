import { meta } from "./other.mjs";
console.log(meta === import.meta, meta.url === import.meta.url);
const tagged = await import("./other.mjs?v=2#part");
console.log(tagged.meta.url.split("/").at(-1), tagged.meta === meta);
