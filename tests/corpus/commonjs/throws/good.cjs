module.exports = "good";
