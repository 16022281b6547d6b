export { right } from "./right.mjs";
export const left = "left";
