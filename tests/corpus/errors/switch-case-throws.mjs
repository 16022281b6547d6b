function area(shape) {
  switch (shape.kind) {
    case "square":
      return shape.side ** 2;
    case "circle":
      return Math.PI * shape.radius.value ** 2;
    default:
      throw new TypeError("unknown shape " + shape.kind);
  }
}
console.log(area({ kind: "square", side: 2 }));
console.log(area({ kind: "star" }));
