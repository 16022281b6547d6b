const lazy = {
  valueOf() {
    throw new RangeError("not computed yet");
  },
};
const compare = (a, b) => a > b;
compare(2, 1);
compare(lazy, 1);
