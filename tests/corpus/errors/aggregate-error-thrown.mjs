const parts = [new Error("a"), new Error("b")];
throw new AggregateError(
  parts,
  "several",
);
