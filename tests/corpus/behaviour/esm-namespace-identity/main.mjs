import * as first from "./lib.mjs";
import { again } from "./other.mjs";
const dynamic = await import("./lib.mjs");
console.log(first === again, first === dynamic);
console.log(await import("./lib.mjs") === await import("././lib.mjs"));
console.log(await import("./lib.mjs?x") === first, (await import("./lib.mjs?x")).id === first.id);
