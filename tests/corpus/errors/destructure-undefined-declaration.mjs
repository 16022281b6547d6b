const find = (list, id) => list.find((it) => it.id === id);
const people = [{ id: 1, name: "Ann" }];
const { name } = find(people, 1);
const { name: other } = find(people, 2);
console.log(name, other);
