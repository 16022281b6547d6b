const has = (key, where) => key in where;
console.log(has("a", { a: 1 }));
console.log(has("a", "abc"));
