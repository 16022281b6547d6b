const a = 1, b = 2;
function method() {}
module.exports = { a, b, renamed: a, method, "quoted": b, called: method(), after: a };
