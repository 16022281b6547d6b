import "./user.mjs";
console.log(work());
export default function work() { return "hoisted"; }
