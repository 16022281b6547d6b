const api = { get() { return 1; } };
console.log(api.get());
console.log(api.fetch());
