const point = Object.freeze({ x: 1 });
point.y = 2;
