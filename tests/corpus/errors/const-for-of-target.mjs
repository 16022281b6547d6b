const item = 0;
for (item of [1, 2]) {
  console.log(item);
}
