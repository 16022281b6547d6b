import { mock } from "node:test";
const o = {
    m(x) {
      return x * 2;
    },
    get g() {
      return 1;
    },
    set s(v) {
      this._s = v;
    },
  },
  m = mock.method(o, "m", (x) => x * 3);
console.log(o.m(2), o.m.mock.calls[0].this === o, m === o.m);
m.mock.restore();
console.log(o.m(2), o.m.mock);
const spy = mock.method(o, "m");
console.log(o.m(5), spy.mock.calls[0].result);
mock.getter(o, "g", () => 5);
console.log(o.g);
mock.setter(o, "s", function (v) {
  this._s = v + 1;
});
o.s = 1;
console.log(o._s);
mock.restoreAll();
console.log(o.g, o.m.mock);
o.s = 1;
console.log(o._s);
class P {
  who() {
    return "P";
  }
}
class Q extends P {}
const q = new Q();
mock.method(Q.prototype, "who", () => "mock");
console.log(q.who(), new P().who());
mock.reset();
console.log(q.who(), Object.hasOwn(Q.prototype, "who"));
mock.method(console, "debug", () => {});
console.debug("not seen");
console.log(console.debug.mock.callCount());
mock.restoreAll();
for (const a of [
  [5, "x"],
  [{}, "x"],
  [{ x: 1 }, "x"],
  [o, "m", () => {}, { getter: true, setter: true }],
])
  try {
    mock.method(...a);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
