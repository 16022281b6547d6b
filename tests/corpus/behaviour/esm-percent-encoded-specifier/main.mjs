import { text } from "./with%20space.mjs";
import { deep } from "./ünïcode/ä.mjs";
console.log(text, deep);
