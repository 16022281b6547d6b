import { main } from "./main.mjs";
export const seen = `lib sees ${main}`;
