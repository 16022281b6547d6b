// Values as bytes in V8's format and back: the bytes themselves are the same.
import v8 from "node:v8";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const values = [
  undefined, null, true, false, 0, -1, 63, -64, 1.5, -0, 2 ** 31, -(2 ** 31), 2 ** 40, NaN, -Infinity,
  0n, 10n, -(2n ** 70n), "", "a", "ü", "→x", "😀", "x".repeat(130),
  { a: 1, b: { c: [1, 2, 3] } }, { 1: 2, x: 3, "-1": 4 }, {}, [], [1, , 3], [[], [[]]],
  new Map([[1, { a: 2 }], ["k", new Map()]]), new Set(["x", 1, null]), new Date(86400000), new Date(NaN), /a.b/giu, /[/]\n/,
  new Uint8Array([1, 2, 3]), Buffer.from("hi"), new Float64Array([1.5]), new DataView(new ArrayBuffer(4), 1, 2),
  new ArrayBuffer(3), new BigInt64Array([-1n]), new Uint16Array(2), new Uint8ClampedArray([300]),
  Object(5), Object("s"), Object(true), Object(7n), { k: "→" }, { ab: "→→", c: "plain" },
];
for (const value of values) {
  show(() => v8.serialize(value).toString("hex"));
  show(() => v8.deserialize(v8.serialize(value)));
}

const ring = { n: 1 };
ring.self = ring;
ring.list = [ring, { ring }];
show(() => v8.serialize(ring).toString("hex"));
const again = v8.deserialize(v8.serialize(ring));
console.log(again.self === again, again.list[0] === again, again.list[1].ring === again);

const shared = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
show(() => v8.deserialize(v8.serialize({ low: shared.subarray(0, 4), high: shared.subarray(4) })));

for (const error of [new RangeError("bad"), new Error("outer", { cause: new TypeError("inner") }), new Error("")]) {
  const copy = v8.deserialize(v8.serialize(error));
  console.log(copy instanceof Error, copy.constructor.name, copy.name, copy.message, copy.cause?.message, typeof copy.stack);
}
class Own {
  kept = 1;
  #hidden = 2;
  get computed() {
    return this.#hidden;
  }
}
show(() => v8.deserialize(v8.serialize(new Own())));
show(() => Object.getPrototypeOf(v8.deserialize(v8.serialize(new Own()))) === Object.prototype);
const getters = {
  get first() {
    delete this.second;
    return 1;
  },
  second: 2,
  third: 3,
};
show(() => v8.deserialize(v8.serialize(getters)));
show(() => v8.deserialize(v8.serialize({ [Symbol("left out")]: 1, kept: 2 })));

show(() => v8.serialize(Symbol("x")));
show(() => v8.serialize({ deep: [new WeakMap()] }));
show(() => v8.serialize(Promise.resolve()));
show(() => v8.deserialize("x"));
show(() => v8.deserialize(Buffer.alloc(0)));
show(() => v8.deserialize(Buffer.from([255, 15, 65])));
show(() => v8.deserialize(Buffer.from([255, 99])));
show(() => v8.deserialize(Buffer.from([1, 2])));
