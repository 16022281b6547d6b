class Box {
  constructor(size) {
    this.size = size;
  }
}
function pack(first, second) {
  return first.size + second.size.total.sum;
}
pack(
  new Box(1),
  new Box(
    2,
  ),
);
