class Prickly extends Error {
  get name() {
    throw new Error("no name");
  }
}
setTimeout(() => {
  throw new Prickly("do not touch");
});
