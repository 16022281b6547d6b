import "./a.mjs";
import "./b.mjs";
console.log("main");
queueMicrotask(() => console.log("main microtask"));
