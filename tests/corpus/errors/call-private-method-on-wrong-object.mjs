class Vault {
  #open() {
    return "gold";
  }
  static rob(vault) {
    return vault.#open();
  }
}
console.log(Vault.rob(new Vault()));
console.log(Vault.rob({}));
