export const zeta = 1;
export const alpha = 2;
export default 3;
export { alpha as _under, zeta as Z };
