export const shared = "one binding";
