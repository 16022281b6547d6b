const codes = {};
function name(code) {
  switch (code) {
    case 1:
      return "one";
    case codes.two.value:
      return "two";
  }
}
name(2);
