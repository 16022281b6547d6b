function f(...args) { return [this.x, ...args].join(); }
console.log(f.call({ x: 1 }, 2), f.apply({ x: 1 }, [3]), f.bind({ x: 1 }, 4)(5));
