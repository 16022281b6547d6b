import { version } from "shared";
export const inner = version;
