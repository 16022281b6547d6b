function pick(a) {
  if (a === 1) {
    return "one";
  } else if (a.b.c) {
    return "deep";
  }
  return "none";
}
pick(1);
pick({});
