class A {
  get v() { return "A"; }
  set v(x) { this.set = "A" + x; }
  static s() { return "static " + this.name; }
  toString() { return "A!"; }
}
class B extends A {
  get v() { return super.v + "B"; }
  set v(x) { super.v = x + "b"; }
  static s() { return super.s() + "?"; }
  toString() { return super.toString() + "B!"; }
}
const b = new B();
b.v = 1;
console.log(b.v, b.set, B.s(), `${b}`, Object.getOwnPropertyNames(B.prototype).join());
