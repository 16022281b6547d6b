const user = { admin: false };
const label = user.admin
  ? user.name.toUpperCase()
  : user.nick.toLowerCase();
console.log(label);
