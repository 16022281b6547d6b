// @line 5
const codes = [0, 0, 7];
for (const code of codes) {
  if (code !== 0) {
    throw code;
  }
}
