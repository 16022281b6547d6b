const width = 10;
const style = { margin: {} };
const inner = width
  - style.margin.left
  - style.border.left
  - style.padding.left;
console.log(inner);
