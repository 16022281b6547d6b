exports.one = 1;
exports.shared = "one";
