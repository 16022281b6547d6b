const seen = [];
function* f(a = seen.push("default")) { seen.push("body"); yield a; }
const it = f();
seen.push("made");
it.next();
console.log(seen.join());
