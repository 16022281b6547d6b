let a = 2; a **= 3; a >>= 1; a |= 1; a ^= 2; a %= 5; a <<= 2; a >>>= 1;
console.log(String(a), String(2 ** 3 ** 0));
