function f(a, b = 2) { a = 9; return `${arguments[0]} ${arguments.length} ${f.length}`; }
console.log(f(1));
