function count() {
  for (index = 0; index < 3; index++) {
    console.log(index);
  }
}
count();
