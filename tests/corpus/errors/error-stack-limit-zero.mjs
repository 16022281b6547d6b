// @line 4
Error.stackTraceLimit = 0;
function silent() {
  throw new Error("no frames");
}
silent();
