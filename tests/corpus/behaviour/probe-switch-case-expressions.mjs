const seen = [];
const c = (x) => { seen.push(x); return x; };
switch (2) { case c(1): case c(2): seen.push("two"); break; case c(3): }
console.log(seen.join());
