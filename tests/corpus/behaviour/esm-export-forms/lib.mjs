export function* ids() { yield 1; yield 2; }
export async function later() { return "later"; }
export async function* stream() { yield* [1, 2]; }
export class Box { constructor(n) { this.n = n; } static of(n) { return new Box(n); } }
export var oldStyle = 1, other;
const inner = 0;
export { inner as renamed, inner as twice };
