const slow = new Promise((done) => setTimeout(done, 50));
const quick = new Promise((_, fail) => {
  setTimeout(() => {
    fail(
      new Error("deadline"),
    );
  }, 1);
});
Promise.race([slow, quick]);
