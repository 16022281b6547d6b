// Tables, groups, counters and directives of the console.
class Temp {
  constructor(c) {
    this.c = c;
  }
  [Symbol.for("nodejs.util.inspect.custom")]() {
    return { celsius: this.c, f: this.c * 1.8 + 32 };
  }
}
console.log(new Temp(20), [new Temp(1), new Temp(2)]);
class Vec {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  toString() {
    return `(${this.x}, ${this.y})`;
  }
  [Symbol.toPrimitive](h) {
    return h === "number" ? Math.hypot(this.x, this.y) : this.toString();
  }
  get [Symbol.toStringTag]() {
    return "Vec";
  }
  static from(a) {
    return new Vec(...a);
  }
  valueOf() {
    return 42;
  }
}
const v = Vec.from([3, 4]);
console.log(`${v}`, +v, v + "", v, [v], "%s", v);
console.log("%s is %d", v, v);
console.log(
  "%s",
  new (class X extends Error {
    name = "X";
  })("q").message,
  Object.prototype.toString.call(v),
);
console.error("to stderr");
console.group("G");
console.log("in\nner");
console.group();
console.log({ a: 1 });
console.groupEnd();
console.table([
  [1, 2],
  [3, 4],
]);
console.groupEnd();
console.log("out");
console.assert(true, "no");
console.assert(false, "yes %s", 1);
console.count();
console.count("x");
console.count();
console.countReset();
console.count();
console.table(
  new Map([
    ["a", 1],
    ["b", { z: 1 }],
  ]),
);
console.table(new Set([1, "two"]));
console.table(
  [
    { a: 1, b: "x" },
    { a: 2, c: true },
  ],
  ["a", "c"],
);
console.table("str");
console.table([]);
console.table({ r1: { c: 1 }, r2: { c: 2 } });
console.table([1, "a", { x: null }]);
console.table(null);
console.table([
  { n: "é", v: [1, 2] },
  { n: "日本", v: { a: 1 } },
  { n: new Date(0), v: () => {} },
]);
console.log();
console.log("");
console.log(" ");
console.log(undefined);
console.log(null, undefined);
console.dir([{ a: { b: { c: {} } } }]);
console.dirxml({ a: 1 }, [2]);
console.info("info");
console.debug("debug");
console.log("%c styled", "color: red");
console.log("100%", 5, "%d");
console.log("%s");
console.log("%5d", 3);
console.log("a%", "b");
console.log("%%", 1);
console.log("%s %s", "one");
console.log("%", 1);
console.log(
  console[Symbol.toStringTag],
  typeof console.Console,
  Object.keys(console).slice(0, 5),
  console.log.name,
  console.log.length,
);
const { log } = console;
log("detached");
[1, 2].forEach(console.log);
console.log([["a", 1]].map(([k, v]) => ({ [k]: v })));
console.log(new Vec(1, 2));
console.log({ v: new Vec(1, 2), f: Vec, g: Vec.from });
