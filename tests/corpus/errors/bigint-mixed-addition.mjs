const price = 10n;
const tax = 1.2;
const total = price
  * 2n
  + tax;
console.log(total);
