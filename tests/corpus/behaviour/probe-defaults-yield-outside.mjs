function* g() { function h(a = 1) { return a; } yield h(); yield h(2); }
console.log([...g()].join());
