class Worker {
  #queue = null;
  async drain() {
    await 0;
    return this.#queue.shift();
  }
}
new Worker().drain();
