const calls = [];
const o = {
  _v: 0,
  get v() { calls.push("get"); return this._v; },
  set v(x) { calls.push("set"); this._v = x; },
};
o.v ||= 1;
o.v ||= 2;
o.v &&= 3;
o.v ??= 4;
let n = null;
n ??= (n ||= "x") + "y";
let anonymous;
anonymous ??= function () {};
console.log(calls.join(), o._v, n, anonymous.name);
