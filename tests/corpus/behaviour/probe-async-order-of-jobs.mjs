const seen = [];
const note = (x) => seen.push(x);
async function f() { note("f1"); await null; note("f2"); await null; note("f3"); }
Promise.resolve().then(() => note("t1")).then(() => note("t2")).then(() => note("t3"));
f();
note("sync");
setTimeout(() => console.log(seen.join()), 1);
