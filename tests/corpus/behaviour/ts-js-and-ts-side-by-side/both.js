export const from = "js";
