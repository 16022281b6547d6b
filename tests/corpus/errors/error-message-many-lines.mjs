throw new SyntaxError([
  "cannot read template",
  "    at home (fake.mjs:1:1)",
  "expected }",
].join("\n"));
