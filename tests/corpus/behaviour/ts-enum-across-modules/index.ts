export { Size } from "./size.ts";
export type { Sized } from "./size.ts";
