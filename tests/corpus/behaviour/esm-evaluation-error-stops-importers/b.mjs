import "./broken.mjs";
console.log("b never");
