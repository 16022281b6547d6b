const a = class {}, b = class Own { static who() { return Own.name; } }, c = { d: class {} };
console.log([a.name, b.name, b.who(), c.d.name].join());
