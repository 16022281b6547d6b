export let number = 1;
export default number;
export function grow() { number = 2; }
