class Loader {
  #cache = new Map();
  async get(name) {
    if (!this.#cache.has(name)) this.#cache.set(name, import(`./parts/${name}.mjs`));
    const { default: part } = await this.#cache.get(name);
    return part;
  }
}
const loader = new Loader();
console.log(await loader.get("one"), await loader.get("two"), await loader.get("one"));
