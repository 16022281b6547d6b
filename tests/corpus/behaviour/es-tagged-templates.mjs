const tag = (s, ...v) => JSON.stringify([s, s.raw, v]);
console.log(tag`a\n${1}b\u0041${"x"}`);
console.log(tag`bad \unicode and \xzz`.replace("null", "undefined cooked"));
const same = () => ((s) => s)`x${0}`;
console.log(same() === same(), Object.isFrozen(same()), String.raw`C:\new\${1}${2}`);
const chain = (s) => (t) => s[0] + t[0];
console.log(chain`one``two`);
