// @line 3
const flush = () => {
  throw null;
};
queueMicrotask(flush);
