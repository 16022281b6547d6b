const names = [Symbol.for("a"), "b"].map((s) => Symbol.keyFor(s));
console.log(names);
