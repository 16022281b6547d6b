const rows = [[1, 2], [3, 4]];
let sum = 0;
for (let i = 0; i <= rows.length; i++) {
  sum += rows[i][0];
}
console.log(sum);
