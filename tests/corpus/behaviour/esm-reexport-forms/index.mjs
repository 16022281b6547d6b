export { default, x, w as y } from "./base.mjs";
export * as everything from "./base.mjs";
