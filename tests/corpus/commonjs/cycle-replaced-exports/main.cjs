const A = require("./a.cjs");
console.log(new A().describe());
