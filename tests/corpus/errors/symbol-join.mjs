const parts = ["a", Symbol("b")];
console.log(
  parts
    .filter(Boolean)
    .join("/"),
);
