// @line 6
try {
  throw "first";
} catch (reason) {
  console.log(reason);
  throw reason;
}
