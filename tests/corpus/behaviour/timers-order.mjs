console.log("sync");
setTimeout(() => console.log("timeout 0"), 0);
setTimeout(() => console.log("timeout 0 again"), 0);
Promise.resolve().then(() => console.log("microtask 1")).then(() => console.log("microtask 3"));
queueMicrotask(() => console.log("microtask 2"));
(async () => {
  console.log("async start");
  await null;
  console.log("async resumed");
})();
console.log("sync end");
