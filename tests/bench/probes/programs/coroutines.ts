// Generators, and functions that await.
function* counting(to: number): Generator<number> {
  for (let i = 0; i < to; i++) {
    yield i;
  }
}

function* even(numbers: Iterable<number>): Generator<number> {
  for (const number of numbers) {
    if (number % 2 === 0) yield number;
  }
}

async function step(value: number): Promise<number> {
  await null;
  return value + 1;
}

async function chain(times: number): Promise<number> {
  let value = 0;
  for (let i = 0; i < times; i++) {
    try {
      value = await step(value);
    } finally {
      value += 0;
    }
  }
  return value;
}

let sum = 0;
for (const number of even(counting(15000))) sum += number;
const all = await Promise.all([chain(1500), chain(1500)]);
console.log(sum, all.join());
