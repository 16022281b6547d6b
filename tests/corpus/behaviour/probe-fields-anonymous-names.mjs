class A {
  f = function () {};
  g = () => {};
  h = class {};
  #p = () => {};
  static s = function () {};
  name() { return this.#p.name; }
}
const a = new A();
console.log([a.f.name, a.g.name, a.h.name, a.name(), A.s.name].join());
