class Account {
  #balance = 0;
  static #count = 0;
  static create() {
    Account.#count++;
    return new Account();
  }
  static get count() { return Account.#count; }
  get #rich() { return this.#balance > 100; }
  set #bonus(v) { this.#balance += v; }
  #log(text) { return `${text}:${this.#balance}`; }
  deposit(n) {
    this.#balance += n;
    this.#bonus = 1;
    return this;
  }
  report() { return this.#log(this.#rich ? "rich" : "poor"); }
  equals(other) { return #balance in other && other.#balance === this.#balance; }
}
const a = Account.create().deposit(50), b = Account.create().deposit(100);
console.log(a.report(), b.report(), Account.count, a.equals(b), a.equals({}), JSON.stringify(a));
