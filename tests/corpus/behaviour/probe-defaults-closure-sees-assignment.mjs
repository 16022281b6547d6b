function f(a = 1, b = () => a) { var c = 2; a = "changed"; return `${a} ${b()} ${c}`; }
console.log(f());
