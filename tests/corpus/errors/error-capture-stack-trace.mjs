function assert(ok, text) {
  if (!ok) {
    const error = new Error(text);
    Error.captureStackTrace(error, assert);
    throw error;
  }
}

assert(true, "fine");
assert(
  1 === 2,
  "numbers differ",
);
