let count = 0;
console.log("counter runs");
exports.count = () => ++count;
