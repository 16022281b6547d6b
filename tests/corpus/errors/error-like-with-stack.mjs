// @line 3
function fail() {
  throw { name: "Fake", message: "not real", stack: "Fake: not real\n    at x (y:1:1)" };
}
fail();
