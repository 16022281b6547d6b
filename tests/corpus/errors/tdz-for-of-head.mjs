const list = [1, 2];
for (const list of list) {
  console.log(list);
}
