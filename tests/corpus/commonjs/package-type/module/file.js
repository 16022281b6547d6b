export const module = `module ${typeof require} ${this}`;
