module.exports = "inner by require";
