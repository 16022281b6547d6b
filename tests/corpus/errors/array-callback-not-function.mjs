const names = ["a", "b"];
const shout = { upper: (s) => s.toUpperCase() };
names
  .slice()
  .map(shout);
