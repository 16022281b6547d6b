const pending = new Promise();
console.log(pending);
