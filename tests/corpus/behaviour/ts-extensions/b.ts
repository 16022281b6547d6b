export const b: string = "b.ts";
