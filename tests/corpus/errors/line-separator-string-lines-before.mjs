const first = "one two three";
const second = ' ';
const third = first.missing.deep;
console.log(second, third);
