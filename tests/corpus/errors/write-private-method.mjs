class Robot {
  #beep() {}
  hack() {
    this.#beep = () => "boop";
  }
}
new Robot().hack();
