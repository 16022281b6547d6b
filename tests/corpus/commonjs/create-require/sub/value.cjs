module.exports = "a value";
