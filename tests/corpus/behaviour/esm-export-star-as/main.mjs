import { tools, default as main } from "./index.mjs";
console.log(tools.double(4), Object.keys(tools).join(), main.double(1));
