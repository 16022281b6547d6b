class Temperature {
  #celsius = 20;
  get #fahrenheit() {
    return this.#celsius * 1.8 + 32;
  }
  set(value) {
    this.#fahrenheit = value;
  }
}
new Temperature().set(80);
