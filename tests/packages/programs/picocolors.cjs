const { createColors } = require("picocolors");
console.log(JSON.stringify(createColors(true).red(createColors(true).bold("x"))), createColors(false).green("plain"));
