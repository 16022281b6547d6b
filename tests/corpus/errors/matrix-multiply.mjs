const multiply = (a, b) =>
  a.map((row) =>
    b[0].map((_, j) =>
      row.reduce((sum, cell, k) => sum + cell * b[k][j], 0)
    )
  );
multiply([[1, 2]], [[1], [2]]);
multiply([[1, 2, 3]], [[1], [2]]);
