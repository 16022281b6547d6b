export const x = "x", w = "w";
export default "d";
