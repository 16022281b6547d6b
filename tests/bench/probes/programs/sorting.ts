// Sorting: the engine's with a comparison of ours, and a quicksort.
interface Row { id: number; key: string }

const rows: Row[] = [];
let seed = 42;
for (let id = 0; id < 1500; id++) {
  seed = (seed * 16807) % 2147483647;
  rows.push({ id, key: (seed % 100000).toString(36) });
}

function quicksort(list: number[], from: number, to: number): void {
  if (from >= to) return;
  const pivot = list[(from + to) >> 1]!;
  let low = from, high = to;
  while (low <= high) {
    while (list[low]! < pivot) low++;
    while (list[high]! > pivot) high--;
    if (low <= high) {
      const held = list[low]!;
      list[low] = list[high]!;
      list[high] = held;
      low++;
      high--;
    }
  }
  quicksort(list, from, high);
  quicksort(list, low, to);
}

rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id));
const numbers = rows.map((row) => (row.id * 7919) % 10007);
quicksort(numbers, 0, numbers.length - 1);
console.log(rows[0]!.key, numbers[5], numbers.every((it, at) => at === 0 || numbers[at - 1]! <= it));
