const user = { name: "a" };
const row = [
  user.name,
  user.name.length,
  user.address.city,
  user.name,
];
console.log(row);
