const total = (orders) =>
  orders
    .map((order) => order.items)
    .map((items) => items.length)
    .reduce((a, b) => a + b, 0);
total([{ items: [1] }, {}]);
