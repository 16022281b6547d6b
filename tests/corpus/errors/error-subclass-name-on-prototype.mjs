class Timeout extends Error {}
Timeout.prototype.name = "Timeout";
const wait = (ms) => {
  throw new Timeout(`after ${ms}`);
};
wait(5);
