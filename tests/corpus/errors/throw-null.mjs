// @line 3
const stop = () => {
  throw null;
};
stop();
