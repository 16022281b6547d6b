import { counter, bump } from "./base.mjs";
export { counter, bump };
