export const b = "b.mjs";
