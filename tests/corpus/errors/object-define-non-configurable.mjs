const point = {};
Object.defineProperty(point, "x", { value: 1 });
Object.defineProperty(
  point,
  "x",
  { value: 2 },
);
