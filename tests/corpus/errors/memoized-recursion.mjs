const memo = new Map();
function paths(x, y) {
  const key = `${x},${y}`;
  if (memo.has(key)) return memo.get(key);
  if (x < 0 || y < 0) throw new RangeError("off the board");
  if (x === 0 && y === 0) return 1;
  const n = paths(x - 1, y) + paths(x, y - 1);
  memo.set(key, n);
  return n;
}
paths(2, 1);
