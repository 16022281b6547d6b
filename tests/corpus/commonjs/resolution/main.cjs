const path = require("path");
console.log(require("./folder"), require("./folder/"), require("./packaged"), require("./file"), require("./file.js"));
console.log(require("./only-json"), require("./unknown.ending"), require("./no-ending"));
console.log(require("dual"), require("dual/feature"), require("dual/data.json").where, require("plain"), require("plain/lib/inner"));
console.log(require("@scope/thing"), require("main-folder"), require("no-main"));
for (const name of ["dual/hidden", "dual/lib/require.cjs"]) {
  try { require(name); } catch (error) { console.log(error.name, error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED" || error.code); }
}
console.log(require("#inner"), path.basename(require.resolve("plain")));
import("dual").then((all) => console.log(all.default, require("dual")));
