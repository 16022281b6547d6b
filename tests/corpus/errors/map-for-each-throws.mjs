const stock = new Map([["pear", { count: 1 }], ["fig", undefined]]);
let total = 0;
stock.forEach((entry) => {
  total += entry.count;
});
