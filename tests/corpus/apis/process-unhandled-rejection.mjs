process.on("unhandledRejection", (reason, promise) =>
  console.log("unhandled", reason?.message ?? reason, promise instanceof Promise),
);
Promise.reject(new Error("a"));
Promise.reject(5);
const late = Promise.reject(new Error("late"));
late.catch(() => console.log("handled in time"));
(async () => {
  throw new TypeError("async");
})();
setTimeout(() => Promise.reject(undefined), 1);
