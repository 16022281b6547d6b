class Base { constructor(x) { this.x = x; } }
class Derived extends Base {
  y = this.x + 1;
  constructor() {
    const make = () => super(1);
    make();
    this.z = this.y + 1;
  }
}
const it = new Derived();
console.log(`${it.x} ${it.y} ${it.z}`);
