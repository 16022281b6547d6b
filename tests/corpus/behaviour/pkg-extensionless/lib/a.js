export const a = "a.js";
