function* n() { let i = 0; while (true) yield i++; }
console.log(n().filter((x) => x % 2).map((x) => x * 10).drop(1).take(3).toArray().join());
console.log(n().take(4).reduce((a, b) => a + b), n().some((x) => x > 5), n().find((x) => x > 7), Iterator.from([1, 2]).flatMap((x) => [x, x]).toArray().join());
