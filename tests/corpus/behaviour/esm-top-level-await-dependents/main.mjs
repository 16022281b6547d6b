import "./uses-a.mjs";
import "./uses-b.mjs";
console.log("main");
