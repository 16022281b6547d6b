// The text of a function is what was written, but for layout.
const norm = (f) => String(f).replace(/\s+/g, "").replace(/;}/g, "}");
function plain(a, b) { return a + b; }
const arrow = (a) => a * 2;
console.log(norm(plain) === "functionplain(a,b){returna+b}", /^\(?a\)?=>\(?a\*2\)?$/.test(norm(arrow)));
