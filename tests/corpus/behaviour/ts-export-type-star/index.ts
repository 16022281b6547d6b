export type * from "./types";
export * from "./run";
