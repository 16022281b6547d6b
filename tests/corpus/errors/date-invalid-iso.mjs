const when = new Date("yesterday");
const label = `on ${when.toISOString()}`;
console.log(label);
