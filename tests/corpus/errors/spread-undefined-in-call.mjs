let extra;
console.log(
  Math.max(
    1,
    ...extra,
  ),
);
