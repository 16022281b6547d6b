const { get } = new Map([["a", 1]]);
console.log(get("a"));
