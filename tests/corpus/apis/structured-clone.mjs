const d = new Date(5);
const o = {
  n: 1,
  s: "x",
  b: true,
  nul: null,
  u: undefined,
  big: 5n,
  d,
  r: /a/gi,
  list: [1, , 3],
  map: new Map([[{ k: 1 }, new Set([1])]]),
  boxed: [Object(1), Object("s"), Object(false), Object(2n)],
  nan: NaN,
  neg: -0,
};
o.self = o;
o.list.extra = "e";
const c = structuredClone(o);
console.log(c);
console.log(
  c !== o,
  c.self === c,
  c.d !== d,
  c.d.getTime(),
  c.r.source,
  c.list.length,
  1 in c.list,
  Object.is(c.neg, -0),
);
const shared = { x: 1 };
const two = structuredClone([shared, shared]);
console.log(two[0] === two[1]);
const e = new RangeError("m", { cause: { why: 1 } });
e.extra = 1;
const ec = structuredClone(e);
console.log(ec instanceof RangeError, ec.message, ec.name, ec.cause, ec.extra);
class My extends Error {
  name = "My";
}
console.log(structuredClone(new My("q")).constructor.name, structuredClone(new My("q")).name);
class P {
  x = 1;
  get y() {
    return 2;
  }
  #z = 3;
  m() {}
}
console.log(
  structuredClone(new P()),
  structuredClone({
    get a() {
      return 1;
    },
  }),
  structuredClone(
    Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hid: { value: 3 } }),
  ),
);
for (const v of [() => {}, Symbol("s"), { f() {} }, new WeakMap(), Promise.resolve(), [Symbol.iterator]])
  try {
    structuredClone(v);
    console.log("cloned");
  } catch (x) {
    console.log(x.name, x.code, x.message.replace(/\n/g, ""));
  }
const u = new Uint16Array([1, 2, 3]);
const uc = structuredClone({ u, b: u.buffer, v: new DataView(u.buffer, 2) });
console.log(uc.u, uc.b === uc.u.buffer, uc.v.byteOffset, uc.v.buffer === uc.b);
const sub = new Uint8Array(u.buffer, 2, 2);
console.log(structuredClone(sub).byteOffset, structuredClone(sub).buffer.byteLength);
const buf = new ArrayBuffer(4);
const moved = structuredClone({ buf }, { transfer: [buf] });
console.log(buf.byteLength, moved.buf.byteLength);
try {
  structuredClone(1, { transfer: [{}] });
} catch (x) {
  console.log(x.name);
}
try {
  structuredClone();
} catch (x) {
  console.log(x.name);
}
