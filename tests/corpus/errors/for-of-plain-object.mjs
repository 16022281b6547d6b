const prices = { apple: 1, pear: 2 };
for (const [name, price] of prices) {
  console.log(name, price);
}
