const sizes = [1n, 5n, 3n];
console.log(
  Math.max(...sizes),
);
