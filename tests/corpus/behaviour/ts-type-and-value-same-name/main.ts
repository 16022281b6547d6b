import { Point, makePoint } from "./point";
import { Kind } from "./kind";
const p: Point = makePoint(1);
const k: Kind = Kind.of("x");
console.log(p.x, Point.zero.x, k);
