class Shape {
  constructor() {
    if (new.target === Shape) {
      throw new TypeError("Shape is abstract");
    }
  }
}
class Square extends Shape {}
new Square();
new Shape();
