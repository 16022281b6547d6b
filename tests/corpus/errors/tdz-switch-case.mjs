function pick(n) {
  switch (n) {
    case 0:
      let result = "zero";
      return result;
    case 1:
      result = "one";
      return result;
  }
}
console.log(pick(0));
console.log(pick(1));
