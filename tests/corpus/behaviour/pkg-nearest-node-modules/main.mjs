import { version } from "shared";
import { inner } from "./deep/inner.mjs";
import { nested } from "outer";
console.log(version, inner, nested);
