const o = { m() {}, get g() { return 1; }, ["c" + 1]: function () {}, f: function own() {} };
console.log([o.m.name, Object.getOwnPropertyDescriptor(o, "g").get.name, o.c1.name, o.f.name].join());
