// Labels before statements that are no loops.
const seen = [];
a: if (true) { seen.push(1); break a; seen.push(2); }
b: switch (1) { case 1: seen.push(3); break b; default: seen.push(4); }
c: try { seen.push(5); break c; } finally { seen.push(6); }
console.log(seen.join());
