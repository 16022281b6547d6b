class Counter {
  #n = 0;
  static reset(counter) {
    counter.#n = 0;
    return counter;
  }
}
Counter.reset(new Counter());
Counter.reset(Object.create(Counter.prototype));
