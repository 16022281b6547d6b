// Defaults see the parameters before them, and never the body's variables.
var x = "outer";
function f(a = x, b = () => `${a} ${x}`) { var x = "inner"; return `${a} ${b()} ${x}`; }
console.log(f());
