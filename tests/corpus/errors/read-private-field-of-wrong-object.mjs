class Point {
  #x;
  constructor(x) {
    this.#x = x;
  }
  distance(other) {
    return Math.abs(
      this.#x -
        other.#x,
    );
  }
}
new Point(1).distance({ x: 2 });
