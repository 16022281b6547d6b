import { add } from "./sum.mjs";
add(10);
