// @line 4
const STOP = Symbol("stop");
[1, 2, 3].forEach((n) => {
  if (n === 2) throw STOP;
});
