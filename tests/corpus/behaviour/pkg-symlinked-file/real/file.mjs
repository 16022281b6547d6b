import { beside } from "./beside.mjs";
export const value = { beside };
