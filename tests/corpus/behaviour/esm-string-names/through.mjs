export { "a b" as "x-y" } from "./lib.mjs";
export * from "./lib.mjs";
