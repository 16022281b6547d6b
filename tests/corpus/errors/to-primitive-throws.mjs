class Money {
  constructor(amount, currency) {
    Object.assign(this, { amount, currency });
  }
  [Symbol.toPrimitive](hint) {
    if (hint === "number") {
      throw new TypeError(`no number for ${this.currency}`);
    }
    return `${this.amount}`;
  }
}
const price = new Money(3, "EUR");
console.log(`${price}`);
console.log(
  1 -
    price,
);
