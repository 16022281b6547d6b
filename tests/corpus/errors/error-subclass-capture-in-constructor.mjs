class Failure extends Error {
  constructor(message) {
    super(message);
    Error.captureStackTrace(this, Failure);
  }
}
const run = () => {
  throw new Failure("captured");
};
run();
