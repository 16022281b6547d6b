const box = { inner: {} };
box?.inner
  .open("x", 1);
