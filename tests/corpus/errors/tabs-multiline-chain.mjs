const store = { get: () => undefined };
const value = store
	.get("a")
		.value;
console.log(value);
