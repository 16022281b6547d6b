// What functions of the platform say when they are given something else.
for (const f of [
  () => btoa("✓"),
  () => atob("*"),
  () => atob("abcde"),
  () => btoa(),
  () => atob(),
  () => atob("a=b"),
  () => atob("YQ==="),
  () => atob(" YQ = = "),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message, e.constructor.name);
  }
console.log(
  atob.name,
  btoa.length,
  Object.getOwnPropertyDescriptor(globalThis, "atob").enumerable,
  btoa(null),
  atob(btoa("\x00ÿ")),
  btoa(12),
);
try {
  await Promise.any([Promise.reject(new Error("1")), Promise.reject(2)]);
} catch (e) {
  console.log(e.constructor.name, e.message, e.errors.length, e instanceof AggregateError, String(e));
}
Promise.any([]).catch((e) => console.log(e.message, e.errors, e.name));
await Promise.any([Promise.reject(1)]).catch((e) =>
  console.log([e.message]),
);
console.log(new AggregateError([1], "msg").message, new AggregateError([new Error("q")]).message);
for (const f of [
  () => setTimeout(1),
  () => setInterval(null),
  () => setImmediate(),
  () => queueMicrotask({}),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
