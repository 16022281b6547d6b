// @line 5
Promise.resolve(4)
  .then((n) => n * 2)
  .then((n) => {
    throw n;
  });
