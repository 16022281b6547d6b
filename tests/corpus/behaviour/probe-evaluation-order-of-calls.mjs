const seen = [];
const o = { get f() { seen.push("f"); return (a, b) => seen.push("call"); } };
o.f((seen.push("a"), 1), (seen.push("b"), 2));
try { undefined_function_value(seen.push("argument")); } catch (error) { seen.push(error.name); }
var undefined_function_value;
console.log(seen.join());
