import { value, tag, whoAmI, Type } from "./lib.mjs";
const shorthand = { value, whoAmI };
console.log(shorthand.value, tag`a${value}b`, whoAmI(), shorthand.whoAmI());
console.log(typeof value, typeof tag, typeof Type, new Type() instanceof Type);
console.log((0, whoAmI)(), [whoAmI][0](), whoAmI?.(), `${value}`, { [value]: 1 }.seven);
class Sub extends Type {}
console.log(new Sub().kind, (({ value: v } = shorthand) => v)());
