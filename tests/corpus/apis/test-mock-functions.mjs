import { mock } from "node:test";
const f = mock.fn((a, b) => a + b);
console.log(
  f(1, 2),
  f.mock.callCount(),
  f.mock.calls[0].arguments,
  f.mock.calls[0].result,
  f.mock.calls[0].error,
  f.length,
);
f.mock.mockImplementation(() => "other");
console.log(f());
f.mock.mockImplementationOnce(() => "once");
console.log(f(), f());
f.mock.mockImplementationOnce(() => "fifth", 5);
console.log(f(), f());
f.mock.resetCalls();
console.log(f.mock.callCount());
f.mock.restore();
console.log(f(3, 4));
const times = mock.fn(
  () => "real",
  () => "mock",
  { times: 2 },
);
console.log(times(), times(), times());
const bad = mock.fn(() => {
  throw new Error("x");
});
try {
  bad();
} catch {}
console.log(bad.mock.calls[0].error.message);
class C {
  constructor(a) {
    this.a = a;
  }
}
const M = mock.fn(C),
  c = new M(3);
console.log(c.a, c instanceof C, M.mock.calls[0].target !== undefined);
console.log(mock.fn()(), mock.fn().mock.calls);
for (const a of [[5], [() => {}, 5], [() => {}, () => {}, { times: 0 }]])
  try {
    mock.fn(...a);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
