const fails = (name) => ({ [Symbol.dispose]() { throw new Error("close " + name); } });
try {
  using a = fails("a");
  using b = fails("b");
  throw new Error("body");
} catch (e) {
  console.log(e.name, e.error.message, e.suppressed.name, e.suppressed.error.message, e.suppressed.suppressed.message);
}
try {
  using c = { no: "dispose" };
} catch (e) {
  console.log(e.name);
}
