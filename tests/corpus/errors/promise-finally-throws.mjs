Promise.resolve(1)
  .finally(() => {
    closeAll();
  })
  .then(console.log);
