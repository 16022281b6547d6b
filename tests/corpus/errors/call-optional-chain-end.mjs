const user = { address: { street: null } };
console.log(user?.profile?.name.first);
console.log(user?.address?.street.trim());
