const user = await Promise.resolve(null);
console.log(
  user
    .name,
);
