const fail = (text) => {
  throw RangeError(
    text,
  );
};
fail("out");
