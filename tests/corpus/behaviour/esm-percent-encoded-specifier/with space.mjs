export const text = "space";
