const a = () => {}, o = { b() {}, c: function () {}, get d() { return 1; }, ["e" + 1]: () => {}, [Symbol("f")]: () => {} };
let g; g = class {}; const { h = () => {} } = {}; const [i = function () {}] = [];
class K { static s = () => {}; #p() {} p() { return this.#p.name; } q = () => {}; }
console.log([a.name, o.b.name, o.c.name, Object.getOwnPropertyDescriptor(o, "d").get.name, o.e1.name, o[Object.getOwnPropertySymbols(o)[0]].name, g.name, h.name, i.name, K.s.name, new K().p(), new K().q.name, a.bind().name, new Function().name, (() => {}).name].join("|"));
