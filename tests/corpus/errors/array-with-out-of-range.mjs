const list = ["a", "b"];
const changed = list.with(5, "z");
console.log(changed);
