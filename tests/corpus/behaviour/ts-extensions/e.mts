export const e: string = "e.mts";
