const o = { n: "o", regular() { return this?.n; }, arrow: () => typeof this, nested() { return [1].map(() => this.n)[0]; } };
const { regular } = o;
class C { n = "C"; m() { return this?.n; } bound = this.m.bind(this); }
const { m, bound } = new C();
console.log(o.regular(), regular(), o.arrow(), o.nested(), (0, o.regular)(), regular.call({ n: "call" }), m(), bound(), regular.bind({ n: 1 }).call({ n: 2 }), [0].map(regular, { n: "thisArg" })[0]);
