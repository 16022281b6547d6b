class Volume {
  #level = 5;
  set level(value) {
    if (value > 10) throw new RangeError("too loud: " + value);
    this.#level = value;
  }
}
const v = new Volume();
v.level = 10;
v.level =
  5 +
  6;
