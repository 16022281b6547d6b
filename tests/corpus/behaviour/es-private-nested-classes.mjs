class Outer {
  #v = "outer";
  make() {
    const outer = this;
    return new (class Inner {
      #v = "inner";
      both() { return this.#v; }
      static peek(o) { return #v in o; }
      outer() { return outer.read(); }
    })();
  }
  read() { return this.#v; }
}
const o = new Outer(), i = o.make();
console.log(i.both(), i.outer(), i.constructor.peek(o), i.constructor.peek(i));
