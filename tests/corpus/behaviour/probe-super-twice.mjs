class Base {}
class Derived extends Base { constructor() { super(); try { super(); } catch (error) { this.error = error.name; } } }
console.log(new Derived().error);
