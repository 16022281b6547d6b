let n = 0;
process.on("beforeExit", (code) => {
  console.log("before", code, n);
  if (n++ < 2) setTimeout(() => console.log("more", n), 1);
});
process.on("exit", (code) => console.log("exit", code));
console.log("main");
