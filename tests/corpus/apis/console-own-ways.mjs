// Values that say themselves how the console shows them.
import util from "node:util";
class A {
  #p = 1;
  pub = 2;
  [util.inspect.custom](d, o) {
    return `A{${this.#p}}`;
  }
}
class B extends A {}
class C {
  get [Symbol.toStringTag]() {
    return "CC";
  }
}
class D extends Map {
  get [Symbol.toStringTag]() {
    return "Dict";
  }
}
console.log(new A(), new B(), [new A()], new Map([[new A(), new A()]]), new Set([new A()]));
console.log(new C(), [new C()], new D([[1, 2]]), { c: new C() });
console.log("%s|%o|%O|%j|%d", new A(), new A(), new A(), new A(), new A());
console.table([{ a: new A(), c: new C() }]);
console.group("g");
console.log(new A(), "\n", new C());
console.groupEnd();
class E1 extends Error {
  get name() {
    return "E1Error";
  }
  [util.inspect.custom]() {
    return "custom error";
  }
}
console.log(new E1("x"), [new E1("y")]);
class T {
  [util.inspect.custom]() {
    throw new Error("in custom");
  }
}
try {
  console.log(new T());
} catch (e) {
  console.log("threw", e.message);
}
class U {
  [util.inspect.custom]() {
    return undefined;
  }
}
console.log(new U());
class N {
  [util.inspect.custom]() {
    return null;
  }
}
console.log(new N());
class O2 {
  [util.inspect.custom]() {
    return { a: new A() };
  }
}
console.log(new O2(), [[new O2()]]);
const p = new Proxy(new A(), {});
console.log(p);
console.log(A.prototype, A);
console.log({ [util.inspect.custom]: 5 });
console.log({
  [util.inspect.custom]() {
    return "own";
  },
});
console.log({
  inspect() {
    return "no";
  },
});
console.log(
  Object.create(null, { [Symbol.toStringTag]: { value: "tagged" } }),
  Object.create({ [Symbol.toStringTag]: "inh" }),
  { [Symbol.toStringTag]: "own" },
);
class Money {
  constructor(a, c) {
    this.amount = a;
    this.currency = c;
  }
  [Symbol.toPrimitive](hint) {
    return hint === "number" ? this.amount : `${this.amount} ${this.currency}`;
  }
  toJSON() {
    return `${this}`;
  }
  static [Symbol.hasInstance](x) {
    return "amount" in x;
  }
}
const m = new Money(5, "EUR");
console.log(m, `${m}`, m + 1, +m, JSON.stringify({ m }), { amount: 1 } instanceof Money);
console.log("%s %d %i %f %j", m, m, m, m, m);
let getterRan = 0;
const g = {
  get secret() {
    getterRan++;
    return 1;
  },
  set secret(v) {},
};
console.log(g, getterRan);
console.dir(g, { getters: true });
console.dir({ a: 1, b: { c: { d: { e: 1 } } } }, { depth: 0 });
console.dir(new A());
console.dir("s");
console.dir([1, "a"]);
console.dir(null);
console.dir({ s: "x".repeat(10) }, { colors: true, compact: false });
util.inspect.defaultOptions.maxArrayLength = 2;
console.log([1, 2, 3, 4]);
util.inspect.defaultOptions = { maxArrayLength: 100, depth: 0 };
console.log({ a: { b: 1 } });
console.log(Object.keys(console).slice(0, 23));
console.log(typeof console.Console, new console.Console(process.stdout) instanceof console.Console);
console.clear();
const { Console } = console;
new Console({ stdout: process.stdout }).log("own %s", "console");
console.log(console.log === console.info, console.warn.name);
