const f = (n) => n === 0 ? "zero" : n < 0 ? f(-n) : f(n - 1);
console.log(f(10), f(-3));
