// The directive stays the first statement.
const sloppy = new Function("return this === undefined");
const strict = new Function("'use strict'; return this === undefined");
console.log(`${sloppy()} ${strict()}`);
function own() { "use strict"; return this; }
console.log(String(own()));
