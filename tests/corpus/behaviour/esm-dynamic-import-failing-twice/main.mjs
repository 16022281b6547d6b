const attempt = () => import("./fails.mjs").then(() => null, (e) => e);
const first = await attempt();
const second = await attempt();
console.log(first.message, first === second);
