module.exports = require("./object.cjs");
