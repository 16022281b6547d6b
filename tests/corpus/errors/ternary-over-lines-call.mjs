const user = { admin: true };
const label = user.admin
  ? user.promote()
  : user.name;
console.log(label);
