class Emitter {
  #listeners = new Map();
  on(name, listener) {
    const list = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, [...list, listener]);
    return this;
  }
  emit(name, ...args) {
    this.#listeners.get(name)?.forEach((listener) => listener(...args));
  }
}
const bus = new Emitter()
  .on("data", (row) => console.log(row.id))
  .on("data", (row) => console.log(row.tags.length));
bus.emit("data", { id: 1 });
