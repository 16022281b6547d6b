function search(pattern) {
  return new RegExp(pattern, "g");
}
search("a+");
search("(a+");
