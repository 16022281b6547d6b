export const d = "index of here";
