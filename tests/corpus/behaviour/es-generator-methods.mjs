class Tree {
  constructor(v, l, r) { Object.assign(this, { v, l, r }); }
  *[Symbol.iterator]() {
    if (this.l) yield* this.l;
    yield this.v;
    if (this.r) yield* this.r;
  }
  static *range(a, b) { while (a < b) yield a++; }
}
console.log([...new Tree(2, new Tree(1), new Tree(4, new Tree(3)))].join(), [...Tree.range(0, 4)].join());
const [a, ...rest] = Tree.range(5, 9);
console.log(a, rest.join(), Math.max(...Tree.range(0, 3)), new Map(Object.entries({ a: [...Tree.range(0, 2)] })).get("a").length);
