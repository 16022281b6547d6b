import * as again from "./lib.mjs";
export { again };
