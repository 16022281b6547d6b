class Base { constructor(x) { this.x = x; } }
class Derived extends Base { constructor(x) { x ? super("yes") : super("no"); } }
console.log(`${new Derived(1).x} ${new Derived(0).x}`);
