const a = new AbortController(),
  b = new AbortController();
const any = AbortSignal.any([a.signal, b.signal]);
const nested = AbortSignal.any([any]);
any.addEventListener("abort", () => console.log("any", any.reason));
nested.addEventListener("abort", () => console.log("nested", nested.reason));
a.signal.addEventListener("abort", () => console.log("a"));
b.abort("b first");
a.abort("a later");
console.log(any.reason, nested.aborted);
console.log(
  AbortSignal.any([]).aborted,
  AbortSignal.any([AbortSignal.abort(1), AbortSignal.abort(2)]).reason,
);
try {
  AbortSignal.any([5]);
} catch (e) {
  console.log(e.code);
}
const t = AbortSignal.timeout(3);
const keep = setTimeout(() => {}, 60);
t.addEventListener("abort", () => {
  console.log(t.reason.name, t.reason.message, t.reason.code);
  clearTimeout(keep);
});
