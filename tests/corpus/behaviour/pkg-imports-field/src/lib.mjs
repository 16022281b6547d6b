import { name } from "#parts/two";
export const where = `lib with ${name}`;
