class A { who() { return "A"; } static who() { return "static A"; } get name() { return "a"; } }
class B extends A {
  who() { return `${super.who()}B`; }
  static who() { return `${super.who()}B`; }
  get name() { return super.name + "b"; }
  later = () => super.who();
}
console.log(`${new B().who()} ${B.who()} ${new B().name} ${new B().later()}`);
