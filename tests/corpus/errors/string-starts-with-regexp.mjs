const lines = ["# a", "b"];
console.log(lines.filter((line) => line.startsWith(/#/)));
