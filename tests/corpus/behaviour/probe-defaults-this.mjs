const o = { x: 1, f(a = this.x, b = () => this.x) { return `${a} ${b()}`; } };
console.log(o.f());
