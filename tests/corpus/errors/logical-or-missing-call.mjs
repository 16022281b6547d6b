const hooks = {};
const value = hooks.before || hooks.missing() || 1;
console.log(value);
