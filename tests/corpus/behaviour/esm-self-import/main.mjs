import * as self from "./main.mjs";
import { twice as again } from "./main.mjs";
export function twice(n) { return n * 2; }
export let state = "start";
console.log(again(4), self.state, self.twice === twice);
state = "changed";
console.log(self.state, Object.keys(self).join());
