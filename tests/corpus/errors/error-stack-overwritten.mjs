// @line 3
function fail() {
  const error = new Error("custom");
  error.stack = "custom stack";
  throw error;
}
fail();
