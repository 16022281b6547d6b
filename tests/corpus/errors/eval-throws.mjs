const rule = "input.length > limit";
function test(input) {
  return eval(rule);
}
test("abc");
