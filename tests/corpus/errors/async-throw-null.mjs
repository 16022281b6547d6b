// @line 4
const run = async () => {
  await Promise.resolve();
  throw null;
};
run();
