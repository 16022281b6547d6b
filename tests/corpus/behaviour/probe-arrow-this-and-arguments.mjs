function f() { const g = () => [this.x, arguments[0]].join(); return g("inner"); }
console.log(f.call({ x: 1 }, "outer"));
