const id = Symbol("id");
const label = "key: "
  + id;
console.log(label);
