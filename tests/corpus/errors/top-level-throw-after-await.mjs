// @line 4
const n = await 4;
if (n > 3) {
  throw "too many";
}
