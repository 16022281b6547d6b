const log = [];
const probe = (v) => (log.push("test " + v), v);
function f(x) {
  switch (x) {
    case probe(1): log.push("one");
    default: log.push("default");
    case probe(2): log.push("two"); break;
    case probe(3): { let y = "three"; log.push(y); }
  }
}
f(1); f(9); f(3); f(NaN);
console.log(log.join(", "));
