console.log([1, "a", null], { a: 1, b: "x" }, [], {}, -0, 10n, Symbol("s"));
console.log([[1, [2]]], { n: { m: 1 } }, [undefined, true], { "a-b": 1, 2: 3 });
