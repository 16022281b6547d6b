export const value = "seven";
export const tag = (strings, ...values) => strings.join("|") + values.length;
export function whoAmI() {
  return this === undefined ? "nobody" : Array.isArray(this) ? "array" : typeof this;
}
export class Type { kind = "type"; }
