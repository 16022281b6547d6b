const fail = (text) => { throw new Error(text); };
const pick = (kind) =>
  kind === "a"
    ? 1
    : kind === "b"
      ? 2
      : fail("no kind " + kind);
pick("b");
pick("c");
