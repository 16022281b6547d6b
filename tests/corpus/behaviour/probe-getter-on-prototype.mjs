const proto = { get full() { return `${this.first} ${this.last}`; } };
const o = Object.create(proto, { first: { value: "a" }, last: { value: "b" } });
console.log(o.full);
