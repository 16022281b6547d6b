const isEven = (n) => n === 0 || isOdd(n - 1), isOdd = (n) => isEven(n - 1);
isEven(-1);
