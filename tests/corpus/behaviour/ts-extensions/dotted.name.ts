export const h: string = "dotted.name.ts";
