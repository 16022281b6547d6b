const id = new Symbol("id");
console.log(id);
