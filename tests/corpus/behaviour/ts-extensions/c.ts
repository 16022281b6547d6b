export const c: string = "c.ts";
