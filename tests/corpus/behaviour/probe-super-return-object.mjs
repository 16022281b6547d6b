class Base {}
const other = { other: true };
class Derived extends Base { constructor() { return other; } }
console.log(String(new Derived() === other));
