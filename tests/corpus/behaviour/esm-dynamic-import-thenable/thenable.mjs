export function then(resolve) { resolve("not the namespace"); }
