const { Shape, area, make } = require("./shapes.cjs");
class Square extends Shape { constructor(side) { super("square"); this.side = side; } get area() { return area(this); } }
console.log(new Square(3).area, String(new Square(1)), make("circle").name);
const lazy = require("./lazy.cjs");
console.log(Object.keys(lazy).join(), lazy.heavy, lazy.heavy);
let { heavy } = lazy;
console.log(heavy);
