const steps = 0;
const next = () => steps++;
console.log(next());
