module.exports = "packaged/lib/start.js";
