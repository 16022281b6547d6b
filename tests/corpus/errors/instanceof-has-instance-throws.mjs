class Even {
  static [Symbol.hasInstance](value) {
    if (typeof value !== "number") throw new TypeError("not a number");
    return value % 2 === 0;
  }
}
console.log(2 instanceof Even);
console.log("2" instanceof Even);
