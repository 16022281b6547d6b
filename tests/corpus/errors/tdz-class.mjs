const first = new Shape("square");
console.log(first);
class Shape {
  constructor(kind) {
    this.kind = kind;
  }
}
