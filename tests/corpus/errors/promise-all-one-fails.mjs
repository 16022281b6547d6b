const task = async (n) => {
  await null;
  if (n === 3) throw new Error("task " + n);
  return n;
};
Promise
  .all([1, 2, 3].map(task))
  .then((values) => console.log(values));
