import { shout } from "typed";
import { deep } from "typed/deep";
console.log(shout("x"), deep);
