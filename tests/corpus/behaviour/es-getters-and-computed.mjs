const k = "dyn", s = Symbol("s");
const o = {
  get [k + 1]() { return 1; },
  set [k + 1](v) { this.v = v; },
  [s]: "sym",
  *gen() { yield this[k + 1]; },
  async am() { return super.toString === Object.prototype.toString; },
  "quoted-key"() { return "q"; },
  123: "n",
  get get() { return "get"; },
  set() { return "set"; },
  async() { return "async"; },
  __proto__: { inherited: true },
};
o.dyn1 = 5;
console.log(o.dyn1, o.v, o[s], [...o.gen()].join(), await o.am(), o["quoted-key"](), o[123], o.get, o.set(), o.async(), o.inherited, Object.keys(o).join());
