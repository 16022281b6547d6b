// Tight loops over numbers.
const size = 30000;
const sieve = new Uint8Array(size);
let primes = 0;
for (let i = 2; i < size; i++) {
  if (sieve[i] === 1) continue;
  primes++;
  for (let j = i * i; j < size; j += i) sieve[j] = 1;
}

let state = 1;
for (let i = 0; i < 60000; i++) {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  state ^= state >> 3;
}
console.log(primes, state);
