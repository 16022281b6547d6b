const env = {};
if (
  "DEBUG" in env ||
  "DEBUG" in env.flags
) {
  console.log("debug");
}
