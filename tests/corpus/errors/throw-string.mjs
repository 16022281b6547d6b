// @line 4
function check(age) {
  if (age < 0) {
    throw "negative age";
  }
  return age;
}
check(1);
check(-1);
