// @line 4
Promise.resolve(1)
  .then((x) => {
    throw `bad ${x}`;
  })
  .then(() => {});
