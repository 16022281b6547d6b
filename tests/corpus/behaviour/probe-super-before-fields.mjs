// Fields are made when `super` returns.
const seen = [];
class Base { constructor() { seen.push("base"); this.hook(); } hook() {} }
class Derived extends Base {
  field = (seen.push("field"), 1);
  constructor() { seen.push("before"); super(); seen.push("after"); }
  hook() { seen.push(`hook ${this.field}`); }
}
new Derived();
console.log(seen.join());
