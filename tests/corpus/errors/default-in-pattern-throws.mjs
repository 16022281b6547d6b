function fail(name) {
  throw new Error("missing " + name);
}
function read({
  path = fail("path"),
  mode = "r",
}) {
  return path + mode;
}
read({});
