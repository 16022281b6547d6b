const toCents = (amount) => BigInt(amount * 100);
console.log(toCents(2));
console.log(toCents(0.005));
