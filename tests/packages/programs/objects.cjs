const equal = require("fast-deep-equal");
const deepmerge = require("deepmerge");
console.log(equal({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), equal({ a: 1 }, { a: 2 }), deepmerge({ a: [1], b: { c: 1 } }, { a: [2], b: { d: 2 } }));
