export default "hidden";
export const seen = true;
