function area({ width, height }) {
  return width * height;
}
console.log(area({ width: 2, height: 3 }));
console.log(area(null));
