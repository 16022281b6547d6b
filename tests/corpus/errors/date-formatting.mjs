const format = (date) => [
  date.getFullYear(),
  date.getMonth() + 1,
].map((n) => String(n).padStart(2, "0")).join("-");
console.log(format(new Date(0)).length);
console.log(format("2020-01-01"));
