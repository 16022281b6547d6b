export const both = "a";
export const own = "a";
export const onlyA = 1;
export default "a default";
