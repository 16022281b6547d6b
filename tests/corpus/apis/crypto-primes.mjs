// Primes that are tested and found.
import crypto from "node:crypto";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
for (const value of [0n, 1n, 2n, 3n, 4n, 7n, 9n, 97n, 561n, 7919n, 2n ** 61n - 1n, 2n ** 67n - 1n, 2n ** 127n - 1n, 2n ** 521n - 1n, 1000000007n * 998244353n]) {
  show(() => crypto.checkPrimeSync(value));
}
show(() => crypto.checkPrimeSync(Buffer.from([0, 101])));
show(() => crypto.checkPrimeSync(new Uint8Array([9])));
show(() => crypto.checkPrimeSync(new Uint8Array([1, 1]).buffer));
show(() => crypto.checkPrimeSync(13n, { checks: 3 }));
show(() => crypto.checkPrimeSync(-1n));
show(() => crypto.checkPrimeSync("x"));
show(() => crypto.checkPrimeSync(7n, { checks: -1 }));
show(() => crypto.checkPrimeSync(7n, 5));
for (const size of [2, 3, 8, 31, 64, 200]) {
  const prime = crypto.generatePrimeSync(size, { bigint: true });
  console.log(size, typeof prime, prime >> BigInt(size) === 0n, prime >> BigInt(size - 1) === 1n, crypto.checkPrimeSync(prime));
}
const bytes = crypto.generatePrimeSync(40);
console.log(bytes instanceof ArrayBuffer, bytes.byteLength, crypto.checkPrimeSync(bytes));
const safe = crypto.generatePrimeSync(48, { safe: true, bigint: true });
console.log(crypto.checkPrimeSync(safe), crypto.checkPrimeSync((safe - 1n) / 2n));
console.log(crypto.generatePrimeSync(40, { add: 12n, rem: 11n, bigint: true }) % 12n, crypto.generatePrimeSync(40, { add: 12n, bigint: true }) % 12n);
show(() => crypto.generatePrimeSync(0));
show(() => crypto.generatePrimeSync("x"));
show(() => crypto.generatePrimeSync(32, { safe: 1 }));
show(() => crypto.generatePrimeSync(32, { bigint: 1 }));
show(() => crypto.checkPrime(5n));
show(() => crypto.generatePrime(5));
console.log("before");
crypto.checkPrime(11n, (error, is) => {
  console.log("checked", error, is);
  crypto.generatePrime(24, { bigint: true }, (error, prime) => console.log("generated", error, typeof prime, crypto.checkPrimeSync(prime)));
});
console.log("after");
