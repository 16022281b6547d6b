console.log(btoa("hi"), atob("aGk="), btoa(""), atob(""));
for (const f of [() => btoa("é€"), () => atob("a"), () => atob("@@@")])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code);
  }
const e = new DOMException("m", "AbortError");
console.log(
  e.name,
  e.message,
  e.code,
  e instanceof Error,
  new DOMException().name,
  DOMException.ABORT_ERR,
  e.toString(),
);
try {
  AbortSignal.abort().throwIfAborted();
} catch (x) {
  console.log(x.name, x.message);
}
queueMicrotask(() => console.log("micro"));
console.log(typeof structuredClone, typeof queueMicrotask);
