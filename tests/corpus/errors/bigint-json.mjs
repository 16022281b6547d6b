const order = { id: 1, total: 99n };
const body = JSON.stringify(
  order,
  null,
  2,
);
console.log(body);
