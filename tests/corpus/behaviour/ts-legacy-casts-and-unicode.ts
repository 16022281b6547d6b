const ñame: string = <string>(<unknown>"é😀");
type 型 = { 値: number };
const v: 型 = { 値: 1 };
console.log(ñame.length, v.値, (<number[]>[1, 2]).length);
