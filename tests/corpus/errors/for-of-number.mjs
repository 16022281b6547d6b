const total = 5;
const seen = [];
for (const n of total) {
  seen.push(n);
}
