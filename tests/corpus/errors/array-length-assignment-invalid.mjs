const stack = [1, 2];
const drop = (n) => {
  stack.length -= n;
};
drop(1);
drop(5);
