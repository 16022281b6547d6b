const compile = (body) => new Function("row", `return ${body}`);
const price = compile("row.price.net");
const rows = [{ price: { net: 1 } }, {}];
console.log(
  rows.map(price),
);
