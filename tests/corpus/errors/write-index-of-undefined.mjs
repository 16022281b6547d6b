let grid;
function put(x, y, v) {
  grid[y][x] = v;
}
put(0, 0, "x");
