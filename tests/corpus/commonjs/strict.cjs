"use strict";
try { undeclared = 1; } catch (error) { console.log(error.name); }
console.log((function () { return this; })(), this === module.exports);
