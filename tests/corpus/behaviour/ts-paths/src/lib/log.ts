export const log = (...parts: string[]) => console.log(parts.join(" "));
