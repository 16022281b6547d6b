// @line 3
new Promise(() => {
  throw "early";
});
