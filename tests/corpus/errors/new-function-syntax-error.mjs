function compile(body) {
  return new Function(
    "x",
    body,
  );
}
compile("return x");
compile("return }");
