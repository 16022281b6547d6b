import "./dependency.mjs";
console.log("never");
