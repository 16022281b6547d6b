class A { a; "b"; 3; static s; }
const a = new A();
console.log(`${Object.keys(a).sort().join()} ${"s" in A}`);
