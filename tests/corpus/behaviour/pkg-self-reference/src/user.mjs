import * as self from "selfish";
import * as direct from "./index.mjs";
export const seen = self === direct;
