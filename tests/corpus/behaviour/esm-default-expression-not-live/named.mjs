let text = "before";
export { text as default };
export function change() { text = "after"; }
