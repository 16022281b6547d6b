export { left } from "./left.mjs";
import * as back from "./left.mjs";
export const right = "right";
setTimeout(() => console.log(back.left, back.right), 0);
