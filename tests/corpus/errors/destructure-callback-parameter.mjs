const lines = ["a=1", "b=2", ""];
const entries = lines
  .map((line) => line ? line.split("=") : undefined)
  .map(([key, value]) => ({ key, value }));
console.log(entries);
