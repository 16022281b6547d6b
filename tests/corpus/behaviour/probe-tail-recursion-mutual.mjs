const even = (n) => n === 0 || odd(n - 1), odd = (n) => n !== 0 && even(n - 1);
console.log(`${even(100)} ${odd(7)}`);
