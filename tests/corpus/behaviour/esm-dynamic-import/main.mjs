const name = "b";
const [a, b] = await Promise.all([import("./a.mjs"), import(`./${name}.mjs`)]);
console.log(a.default, b.default, a !== b);
import("./a.mjs").then(({ default: again }) => console.log("then", again));
console.log("sync end");
