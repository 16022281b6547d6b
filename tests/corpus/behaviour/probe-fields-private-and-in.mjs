class A { #x = 1; static has(o) { return #x in o; } static get(o) { return o.#x; } }
console.log(`${A.has(new A())} ${A.has({})} ${A.get(new A())}`);
