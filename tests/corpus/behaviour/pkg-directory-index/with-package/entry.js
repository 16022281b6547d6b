export const c = "entry of package";
