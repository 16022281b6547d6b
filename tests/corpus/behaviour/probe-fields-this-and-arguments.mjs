class A {
  self = this;
  later = () => this;
  static own = this;
}
const a = new A();
console.log(`${a.self === a} ${a.later() === a} ${A.own === A}`);
