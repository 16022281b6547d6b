class A { #v = 1; get v() { return this.#v; } set v(x) { this.#v = x * 2; } static get s() { return "s"; } }
const a = new A(); a.v = 4;
console.log(`${a.v} ${A.s}`);
