export const name = "imported";
