import path from "node:path";
const { join, sep } = path;
console.log(
  join("x", "y") === `x${sep}y`,
  Object.keys(path)
    .filter((k) => k !== "matchesGlob")
    .sort()
    .join(),
);
const original = path.join;
path.join = (...a) => `patched:${original(...a)}`;
console.log(path.join("a", "b"), join("a", "b"), (await import("path")).default.join("c"));
path.join = original;
