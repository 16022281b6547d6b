exports.two = 2;
exports.shared = "two";
