const money = {
  toJSON() {
    throw new Error("cannot serialise");
  },
};
JSON.stringify({
  money,
});
