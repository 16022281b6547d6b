export let counter = 10;
export const bump = () => counter++;
