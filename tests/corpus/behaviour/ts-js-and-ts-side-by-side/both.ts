export const from: string = "ts";
