const counter = () => { let n = 0; return { up: () => ++n, get value() { return n; } }; };
const a = counter(), b = counter();
a.up(); a.up(); b.up();
console.log(`${a.value} ${b.value}`);
