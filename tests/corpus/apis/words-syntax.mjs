// What a text says that does not parse.
const texts = [
  ["let z = ;", ")", "if (", "x =", "({a:1", "[1,2", "a ? b", "throw", "a => {", "}"],
  ["return 1", '"abc', "1a", "0b2", "const q", "function () {}", "class { }", "super.x", "break", "continue"],
  ["export default 1", "5 = 5", "let let = 1", "try {}", "@"],
].flat();
for (const text of texts) {
  try {
    (0, eval)(text);
    console.log(text, "is fine");
  } catch (error) {
    console.log(text, "|", error.name, "|", error.message);
  }
}
