export const g = "plain.js";
