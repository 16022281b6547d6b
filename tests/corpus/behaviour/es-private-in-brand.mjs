class Brand {
  #x;
  static #secret = 1;
  #method() {}
  static is(o) { return [#x in o, #method in o].join(); }
  static isClass(o) { return #secret in o; }
}
class Sub extends Brand {}
console.log(Brand.is(new Brand()), Brand.is({}), Brand.is(new Sub()), Brand.isClass(Brand), Brand.isClass(Sub));
