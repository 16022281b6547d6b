const Kind = {};
const value = [];
console.log(value instanceof Kind);
