interface Point { x: number }
const Point = { zero: { x: 0 } as Point };
export { Point };
export const makePoint = (x: number): Point => ({ x });
