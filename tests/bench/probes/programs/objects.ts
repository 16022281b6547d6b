// Records made, changed and read.
interface Point { x: number; y: number; tag?: string }

function move(point: Point, by: number): Point {
  const moved = { ...point, x: point.x + by };
  moved.y -= by;
  if (moved.x % 7 === 0) moved.tag = "seven";
  return moved;
}

let point: Point = { x: 1, y: 2 };
let seen = 0;
for (let i = 0; i < 12000; i++) {
  point = move(point, i % 5);
  if (point.tag !== undefined) seen++;
  const { x, y } = point;
  seen += (x + y) & 1;
}
console.log(seen);
