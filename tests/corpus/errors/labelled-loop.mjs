const grid = [[1, 2], [3, null], [5, 6]];
outer: for (const row of grid) {
  for (const cell of row) {
    if (cell === 2) continue outer;
    if (cell.toString() === "6") break outer;
  }
}
