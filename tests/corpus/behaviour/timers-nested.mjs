setTimeout(() => {
  console.log("outer");
  setTimeout(() => console.log("inner"), 0);
  Promise.resolve().then(() => console.log("microtask of outer"));
  queueMicrotask(() => queueMicrotask(() => console.log("nested microtask")));
}, 0);
setTimeout(() => console.log("second"), 0);
