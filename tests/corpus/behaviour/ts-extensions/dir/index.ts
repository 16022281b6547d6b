export const d: string = "dir/index.ts";
