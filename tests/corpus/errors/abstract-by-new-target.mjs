class Shape {
  constructor() {
    if (new.target === Shape) {
      throw new TypeError("abstract");
    }
  }
}
const make = () => new Shape();
make();
