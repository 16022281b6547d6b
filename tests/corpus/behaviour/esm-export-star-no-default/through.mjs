export * from "./base.mjs";
