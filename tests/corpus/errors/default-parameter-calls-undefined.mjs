const options = {};
function open(path, mode = options.mode()) {
  return path + mode;
}
open("x");
