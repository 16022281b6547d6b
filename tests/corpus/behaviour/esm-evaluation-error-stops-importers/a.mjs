import "./broken.mjs";
console.log("a never");
