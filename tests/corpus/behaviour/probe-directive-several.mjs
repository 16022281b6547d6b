function f() {
  "first";
  "use strict";
  "third";
  return typeof this;
}
console.log(f());
