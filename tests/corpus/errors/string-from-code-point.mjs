const chars = [0x41, 0x110000].map((c) => String.fromCodePoint(c));
console.log(chars);
