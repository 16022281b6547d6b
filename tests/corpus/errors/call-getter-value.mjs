class Circle {
  #r = 2;
  get area() {
    return Math.PI * this.#r ** 2;
  }
}
const c = new Circle();
console.log(
  c.area(),
);
