import "./b.mjs";
console.log("uses b");
