const people = [{ n: "ann", a: 1 }, { n: "bob", a: 2 }, { n: "cyd", a: 1 }];
const by = Object.groupBy(people, (p) => p.a);
console.log(Object.keys(by).join(), by[1].map((p) => p.n).join(), Object.getPrototypeOf(by));
const map = Map.groupBy(people, (p) => p.a > 1);
console.log(map.get(true).length, map.get(false).length, [...map.keys()].join());
