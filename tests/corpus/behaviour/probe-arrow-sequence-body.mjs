const f = (x) => (x++, x * 2);
console.log(String(f(1)));
