class Same {
  constructor(o) {
    return o;
  }
}
class Stamp extends Same {
  #mark = 1;
}
const o = {};
new Stamp(o);
new Stamp(o);
