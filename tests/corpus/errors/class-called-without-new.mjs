class Money {
  constructor(amount) {
    this.amount = amount;
  }
}
const amounts = [1, 2].map(Money);
console.log(amounts);
