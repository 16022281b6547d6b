import "./one.mjs";
import {} from "./two.mjs";
import unused from "./three.mjs";
export {} from "./four.mjs";
import "./one.mjs";
console.log("main");
