export const c = 3, a = 1;
export let b = 2;
