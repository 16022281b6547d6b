const matrix = [[1, 2], [3, undefined]];
matrix.forEach((row) => {
  row
    .filter((cell) => {
      return cell.toFixed(1) !== "1.0";
    })
    .forEach((cell) => console.log(cell));
});
