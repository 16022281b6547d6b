const tree = { a: { size: 1 }, b: null };
let sum = 0;
for (const key in tree) {
  sum += tree[key].size;
}
console.log(sum);
