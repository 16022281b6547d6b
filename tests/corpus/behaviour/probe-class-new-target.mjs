class A { constructor() { this.target = new.target.name; } }
class B extends A {}
function F() { return new.target === undefined ? "call" : "new"; }
console.log(`${new A().target} ${new B().target} ${F()}`);
