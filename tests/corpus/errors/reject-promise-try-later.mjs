const attempt = async (n) => {
  if (n > 1) throw new RangeError("attempt " + n);
  return n;
};
attempt(1);
attempt(2);
