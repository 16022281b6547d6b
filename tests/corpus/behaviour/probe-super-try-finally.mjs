class Base { constructor() { this.made = true; } }
const seen = [];
class Derived extends Base {
  constructor() { try { super(); seen.push("made"); } finally { seen.push("finally"); } }
}
console.log(`${new Derived().made} ${seen}`);
