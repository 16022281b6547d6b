const f = function own(n) { return n === 0 ? typeof own : own(n - 1); };
console.log(f(2), typeof own);
