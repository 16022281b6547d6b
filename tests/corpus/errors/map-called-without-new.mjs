const index = Map([["a", 1]]);
console.log(index);
