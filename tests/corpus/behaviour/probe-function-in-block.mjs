{ console.log(f()); function f() { return "block"; } }
console.log(typeof f);
