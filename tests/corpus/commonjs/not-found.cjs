const path = require("path");
const short = (text) => text.replaceAll(__dirname, "DIR");
for (const name of ["./nothing", "nothing-at-all", "@scope/nothing", "/no/such/file", "./not-found/", ".."]) {
  try { require(name); } catch (error) {
    console.log(error.name, error.code, short(error.message).split("\n").join(" | "), error.requireStack.map((it) => path.basename(it)).join());
  }
}
for (const wrong of [undefined, null, 1, {}, ""]) {
  try { require(wrong); } catch (error) { console.log(error.name, error.code, error.message); }
}
try { require.resolve("./nothing"); } catch (error) { console.log(error.code); }
console.log(path.basename(require.resolve("./not-found.cjs")), require.resolve("fs"), require.resolve("node:fs"));
console.log(require.resolve.paths("fs"), require.resolve.paths("x")[0].endsWith("node_modules"), require.resolve.paths("./x").length);
