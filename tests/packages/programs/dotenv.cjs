const dotenv = require("dotenv");
console.log(dotenv.parse("A=1\nB='two words'\n# c\nC=\"x\\ny\"\nD=$A # tail\nexport E=5"));
