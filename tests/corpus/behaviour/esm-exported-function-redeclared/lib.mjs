export function f() { return "first"; }
export class C {}
export var blank;
export function replace() {
  f = () => "second";
  C = class Other {};
  blank = 0;
}
