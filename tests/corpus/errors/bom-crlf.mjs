const call = (f) => f();
call(() => {
  throw new TypeError("with a mark");
});
