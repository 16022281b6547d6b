export * as tools from "./tools.mjs";
export * as default from "./tools.mjs";
