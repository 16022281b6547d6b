function setup() {
  mode = "fast";
  let mode;
  return mode;
}
setup();
