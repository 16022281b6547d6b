// @line 16
const hostile = {
  get name() {
    throw 1;
  },
  get message() {
    throw 2;
  },
  get stack() {
    throw 3;
  },
  toString() {
    throw 4;
  },
};
throw hostile;
