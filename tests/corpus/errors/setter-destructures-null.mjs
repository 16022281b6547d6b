class Box {
  set size([w, h]) {
    this.w = w;
    this.h = h;
  }
}
const box = new Box();
box.size = null;
