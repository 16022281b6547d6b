class Countdown {
  constructor(from) {
    this.n = from;
  }
  [Symbol.iterator]() {
    return this;
  }
  next() {
    if (this.n === 1) {
      throw new RangeError("below zero");
    }
    return { value: this.n--, done: false };
  }
}
for (const n of new Countdown(3)) {
  console.log(n);
}
