queueMicrotask(() => {
  console.log("first");
});
queueMicrotask(() => {
  throw new Error("in a microtask");
});
