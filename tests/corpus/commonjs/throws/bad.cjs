console.log("bad runs");
exports.partly = true;
throw new Error("no " + Object.keys(exports));
