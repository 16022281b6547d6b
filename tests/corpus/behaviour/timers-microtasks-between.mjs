for (const n of [1, 2, 3]) {
  setTimeout(() => {
    console.log("timer", n);
    Promise.resolve().then(() => console.log("after timer", n));
  }, 0);
}
