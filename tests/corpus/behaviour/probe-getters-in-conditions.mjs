const seen = [];
const o = { get yes() { seen.push("yes"); return true; }, get no() { seen.push("no"); return false; } };
if (o.no || o.yes) seen.push("then");
while (o.yes && o.no) seen.push("never");
const v = o.no ? seen.push("never") : seen.push("else");
console.log(seen.join());
