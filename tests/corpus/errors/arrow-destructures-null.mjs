const area = ({ width, height }) => width * height;
const shapes = [{ width: 1, height: 2 }, null];
console.log(shapes.map(area));
