export const both = "b";
export const onlyB = 2;
