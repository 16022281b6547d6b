// A label on a block that is left by name.
const seen = [];
block: {
  seen.push("in");
  if (seen.length) break block;
  seen.push("never");
}
console.log(seen.join());
