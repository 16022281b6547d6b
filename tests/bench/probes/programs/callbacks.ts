// Arrays through map, filter, reduce and sort.
const numbers = Array.from({ length: 400 }, (_, i) => (i * 7919) % 1009);

function summary(of: number[]): number {
  const odd = of.filter((it) => it % 2 === 1);
  const squares = odd.map((it) => it * it);
  return squares.reduce((sum, it) => sum + (it % 13), 0);
}

let total = 0;
for (let round = 0; round < 40; round++) {
  total += summary(numbers);
  numbers.forEach((it, at) => {
    numbers[at] = (it + round) % 1009;
  });
}
console.log(total, numbers.some((it) => it === 3), numbers.find((it) => it > 900));
