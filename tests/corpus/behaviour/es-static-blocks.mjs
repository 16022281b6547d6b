let friend;
class Vault {
  #code;
  static list = [];
  constructor(code) { this.#code = code; }
  static {
    friend = (v) => v.#code;
    var hidden = "var stays inside";
    this.list.push(typeof hidden, this.name);
  }
  static {
    this.list.push(typeof hidden);
    try { throw 1; } catch (e) { this.list.push(e); }
  }
}
console.log(friend(new Vault("1234")), Vault.list.join(), typeof hidden);
