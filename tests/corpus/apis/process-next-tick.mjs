process.nextTick((a, b) => console.log("tick", a, b), 1, 2);
Promise.resolve()
  .then(() => {
    console.log("micro 1");
    process.nextTick(() => console.log("tick in micro"));
  })
  .then(() => console.log("micro 2"));
queueMicrotask(() => console.log("micro 3"));
console.log("main");
setTimeout(() => {
  console.log("timer 1");
  process.nextTick(() => {
    console.log("tick a");
    process.nextTick(() => console.log("tick b"));
    Promise.resolve().then(() => console.log("micro a"));
  });
  Promise.resolve().then(() => console.log("micro t"));
}, 40);
setTimeout(() => console.log("timer 2"), 40);
setTimeout(
  () =>
    setImmediate(() => {
      console.log("immediate");
      process.nextTick(() => console.log("tick i"));
      Promise.resolve().then(() => console.log("micro i"));
    }),
  60,
);
for (const bad of [5, undefined, "x"])
  try {
    process.nextTick(bad);
  } catch (e) {
    console.log(e.code, e.message);
  }
