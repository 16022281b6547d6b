const log = [];
const note = (v) => (log.push(v), v);
class Base {
  a = note("base a");
  constructor() {
    note("base constructor");
    this.describe();
  }
  describe() { note("base describe"); }
}
class Derived extends Base {
  b = note("derived b");
  ["c" + 1] = this.b + "!";
  'quoted key' = 1;
  arrow = () => this.b;
  static s = note("static s");
  constructor() {
    note("before super");
    super();
    note("after super");
  }
  describe() { note("derived describe " + this.b); }
}
const d = new Derived();
console.log(log.join(", "));
console.log(Object.keys(d).join(), d.arrow.call(null), d.c1);
