console.log("both loaded");
export const Used = "used";
export type OnlyType = { a: number };
export interface Inline { b: number }
