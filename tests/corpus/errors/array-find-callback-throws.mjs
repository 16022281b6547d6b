const users = [{ id: 1 }, undefined, { id: 3 }];
const byId = (id) => users.find((user) => user.id === id);
console.log(byId(1));
console.log(byId(3));
