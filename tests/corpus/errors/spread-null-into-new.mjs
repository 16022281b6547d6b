class Pair {
  constructor(a, b) {
    this.a = a;
    this.b = b;
  }
}
const args = null;
new Pair(...args);
