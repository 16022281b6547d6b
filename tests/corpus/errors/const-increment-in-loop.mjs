const count = 0;
for (const x of [1, 2]) {
  console.log(x);
  count++;
  console.log(count);
}
console.log("done");
