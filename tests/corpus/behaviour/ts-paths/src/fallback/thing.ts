export const first = "second candidate";
