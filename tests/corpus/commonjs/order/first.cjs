console.log("first");
require("./shared.cjs");
