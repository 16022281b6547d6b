class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
console.log([2 instanceof Even, 1 instanceof Even, "a" in { a: 1 }, 0 in [1]].join());
