import { where } from "./deep/place.mjs";
const base = (text) => text.split("/").at(-1);
console.log(base(import.meta.url), base(import.meta.filename), base(import.meta.dirname));
console.log(where.join());
console.log(import.meta.url.startsWith("file:///"), import.meta === import.meta);
console.log(Object.getPrototypeOf(import.meta), typeof import.meta);
