const words = "a b".matchAll(/\w/);
console.log([...words]);
