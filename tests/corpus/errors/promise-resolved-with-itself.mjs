// @line 7
let settle;
const loop = new Promise((resolve) => {
  settle = resolve;
});
setTimeout(() => {
  settle(loop);
});
