console.log(String(2n ** 100n), String(-7n / 2n), String(-7n % 3n), 1n < 2, 2n == 2, typeof 1n, BigInt.asUintN(8, 257n) === 1n, (123n).toString(16), BigInt("0xff") + 1n === 256n, [3n, 1, 2n].sort().join());
console.log(JSON.stringify({ n: 1n }, (k, v) => typeof v === "bigint" ? `${v}n` : v), 0n ? "t" : "f", -(-5n) === 5n, ~5n === -6n, 1n << 70n > 1e21);
