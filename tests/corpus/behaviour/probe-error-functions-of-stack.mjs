function names(error) { return error.stack.split("\n").slice(1, 4).map((line) => /at (?:async )?(?:new )?(?:\w+\.)?(\w+) \(/.exec(line)?.[1] ?? "-").join(); }
function first() { return second(); }
function second() { return third(); }
function third() { return names(new Error("x")); }
console.log(first());
