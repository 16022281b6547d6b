var x = "module";
const indirect = (0, eval)("typeof x");
const direct = eval("var inner = 1; x + inner");
console.log(indirect, direct, typeof inner, new Function("a", "b = 2", "return a + b")(1), eval("{ 1; 2 }"), eval("let q = 3; q"), typeof q);
