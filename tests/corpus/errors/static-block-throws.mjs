class Tables {
  static sizes = [];
  static {
    for (const n of [1, -1]) {
      Tables.sizes.push(new Array(n));
    }
  }
}
console.log(Tables.sizes);
