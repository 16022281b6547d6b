const test = RegExp.prototype.exec;
const matches = ["a", "b"].filter(test);
console.log(matches);
