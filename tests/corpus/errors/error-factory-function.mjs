function problem(text) {
  return new TypeError(
    text,
  );
}
throw problem("bad");
