const base = { hi() { return `hi ${this.name}`; } };
const it = { __proto__: base, name: "it", hi() { return super.hi() + "!"; } };
console.log(it.hi());
