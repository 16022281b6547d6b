import greet, { shout } from "./greet.mjs";
console.log(greet());
shout();
console.log(greet());
