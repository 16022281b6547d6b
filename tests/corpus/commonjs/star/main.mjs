import * as barrel from "./barrel.cjs";
console.log(Object.keys(barrel).join(), barrel.one, barrel.two);
export * from "./barrel.cjs";
import * as self from "./main.mjs";
console.log(Object.keys(self).join());
