import "./a.mjs";
console.log("uses a");
