module.exports = {
  Shape: class Shape { constructor(name) { this.name = name; } toString() { return `a ${this.name}`; } },
  area: (shape) => shape.side ** 2,
  make(name) { return new this.Shape(name); },
};
