async function f(a = (() => { throw new Error("default"); })()) { return a; }
let sync = "not thrown";
let p;
try { p = f(); } catch { sync = "thrown"; }
console.log(sync, await p.catch((error) => error.message));
