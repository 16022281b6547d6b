import { core } from "@work/core";
export const ui = `ui on ${core.name}`;
